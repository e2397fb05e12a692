//! The options of an issue: one more, or all of them in another order.

use super::{Planner, can_be_id, refused};
use crate::case::{Given, Inside, Name, NameKind, Step, composed, id_for, keys};
use crate::diagnostic::Diagnostic;

impl Planner<'_> {
    pub(super) fn add_option(
        &mut self,
        issue: &str,
        id: &str,
        words: Option<&str>,
        before: Option<&str>,
    ) -> Result<(), Diagnostic> {
        let known = self.options_of(issue)?;
        let id = match id.is_empty() {
            true => id_for(words.unwrap_or_default(), "option", &known),
            false => composed(id),
        };
        can_be_id(NameKind::IssueOption, &id)?;
        if known.contains(&id) {
            return Err(refused(format!("`{id}` is an option of `{issue}` already")));
        }
        let list = keys(&["issue", issue, "options"]);
        match before {
            None => self.draft.push(&list, &Given::text(&id))?,
            Some(before) => {
                self.is_known(&Name::option(issue, before))?;
                let index = known.iter().position(|own| own == before).unwrap_or_default();
                self.draft.push_before(&list, index, &Given::text(&id))?;
            }
        }
        if let Some(words) = words.filter(|words| **words != *id) {
            self.draft.set(&keys(&["issue", issue, "name", &id]), &Given::text(words))?;
        }
        Ok(())
    }

    pub(super) fn order_options(&mut self, issue: &str, options: &[String]) -> Result<(), Diagnostic> {
        let known = self.options_of(issue)?;
        let (mut wanted, mut there) = (options.to_vec(), known.clone());
        wanted.sort();
        there.sort();
        if wanted != there {
            return Err(refused(format!("these are not the options of `{issue}`"))
                .hint(format!("name each once: {}", known.join(", "))));
        }
        let layout = self.draft.layout();
        let Some(Inside::List(items)) = layout.value(&keys(&["issue", issue, "options"])).map(|list| &list.inside)
        else {
            return Err(refused(format!("the options of `{issue}` are no list")));
        };
        let list = keys(&["issue", issue, "options"]);
        for place in 0..items.len().min(options.len()) {
            let item = [list.clone(), vec![Step::Item(place)]].concat();
            if known[place] != options[place] {
                self.draft.set(&item, &Given::text(&options[place]))?;
            }
        }
        Ok(())
    }

    /// The options of an issue in their order.
    fn options_of(&self, issue: &str) -> Result<Vec<String>, Diagnostic> {
        self.is_known(&Name::new(NameKind::Issue, issue))?;
        let own = |name: &Name| name.kind == NameKind::IssueOption && name.of.as_deref() == Some(issue);
        let links = self.checked.links.iter().filter(|link| link.declares && own(&link.name));
        Ok(links.map(|link| link.name.id.clone()).collect())
    }
}
