//! The fine kind of each word: a tag of the Penn Treebank.

use super::file::File;
use super::matrix::Layer;
use super::vectors::WIDTH;

/// The network: one layer. The softmax after it is left out, since the highest stays the highest.
pub struct Tagger {
    tags: Vec<&'static str>,
    scores: Layer,
}

impl Tagger {
    /// From the next sections of the file.
    pub fn read(file: &mut File) -> Tagger {
        let tags: Vec<_> = file.text().lines().collect();
        let scores = Layer::read(file, WIDTH, tags.len());
        Tagger { tags, scores }
    }

    /// The tags of the words with these vectors: for each the first of those with the highest score.
    pub fn tags(&self, vectors: &[f32]) -> Vec<&'static str> {
        let width = self.scores.width();
        let mut scores = vec![0.0; vectors.len() / WIDTH * width];
        self.scores.apply(vectors, WIDTH, &mut scores);
        scores.chunks_exact(width.max(1)).map(|scores| self.best(scores)).collect()
    }

    fn best(&self, scores: &[f32]) -> &'static str {
        let mut best: Option<(&'static str, f32)> = None;
        for (tag, &score) in self.tags.iter().zip(scores) {
            if best.is_none_or(|(_, highest)| score > highest) {
                best = Some((tag, score));
            }
        }
        best.map_or("", |(tag, _)| tag)
    }
}
