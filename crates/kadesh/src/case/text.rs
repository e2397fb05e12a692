//! How the bytes of a file were read as text, in the words of a case: a note, or a fault that says what the file is.

use kadesh_documents::{Decoded, How, Kind, NotText};
use sha2::{Digest, Sha256};

use super::written::At;
use crate::diagnostic::Diagnostic;

/// Tells an encoding that is not the usual one. None: there is nothing to tell.
pub fn note(name: &At<String>, decoded: &Decoded) -> Option<Diagnostic> {
    let (file, encoding) = (&name.value, decoded.encoding);
    let told = match decoded.how {
        How::Utf8 | How::Declared => return None,
        How::Mark if encoding == "UTF-8" => return None,
        How::Mark => {
            Diagnostic::note("encoding-read", format!("`{file}` is read as {encoding}, as its first bytes say"))
        }
        How::Guessed => Diagnostic::note("encoding-read", format!("`{file}` is read as {encoding}, which is guessed"))
            .hint(format!("`encoding = \"{}\"` beside it settles it", decoded.label())),
    };
    Some(told.at(name.span(), "this file"))
}

/// Why a file is no text, and what to do. `label` is the encoding that the case states.
pub fn fault(name: &At<String>, label: Option<&At<String>>, why: &NotText) -> Diagnostic {
    let message = format!("`{}`: {}", name.value, why.message());
    let ending = name.value.to_lowercase();
    let named_so = [".docx", ".odt", ".pdf"].iter().any(|own| ending.ends_with(own));
    match why {
        NotText::Binary(Kind::Docx | Kind::Odt | Kind::Pdf) => {
            Diagnostic::fault("not-text", message).at(name.span(), "this file").hint(format!(
                "`kadesh source add CASE {}` makes a text of it and keeps the original beside it",
                name.value
            ))
        }
        NotText::Binary(_) if named_so => Diagnostic::fault("not-text", message).at(name.span(), "this file").hint(format!(
            "`kadesh source add CASE {}` makes a text of such documents; this one is damaged: open it in the program that wrote \
             it and save it again",
            name.value
        )),
        NotText::Binary(_) => Diagnostic::fault("not-text", message).at(name.span(), "this file").hint(why.hint()),
        NotText::UnknownEncoding { .. } => {
            Diagnostic::fault("bad-encoding", message).at(label.unwrap_or(name).span(), "not known").hint(why.hint())
        }
        NotText::MarkDiffers { .. } | NotText::Malformed { .. } | NotText::Unsure { .. } => {
            Diagnostic::fault("bad-encoding", message).at(name.span(), "this file").hint(why.hint())
        }
    }
}

/// SHA-256 of a file's bytes, in lower-case hexadecimal, as sources have it on record.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
