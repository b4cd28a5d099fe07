//! A document under edit: where each edit replaces or adds what.

use super::Splice;
use crate::yaml::tree::{self, Entry, Kind, Node, Style, column_of};
use crate::yaml::write::{Context, Layout, Written, flow, flow_entry, on_one_line, scalar};
use crate::yaml::{Edit, Key, Value};

/// A text and its tree.
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    root: Node<'t>,
    pub(super) layout: Layout,
}

impl<'t> Document<'t> {
    /// The whole text.
    pub(super) fn of(text: &'t str) -> Document<'t> {
        let nothing = || Node { span: text.len()..text.len(), kind: Kind::Nothing };
        Document::with(text, tree::of(text).unwrap_or_else(nothing))
    }

    /// A text in the plain form, as far as edits need to see it.
    pub(super) fn along(text: &'t str, edits: &[Edit]) -> Option<Document<'t>> {
        tree::along(text, edits).map(|root| Document::with(text, root))
    }

    fn with(text: &'t str, root: Node<'t>) -> Document<'t> {
        let newline = if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };
        let step = step_of(text, &root).unwrap_or(2);
        Document { text, root, layout: Layout { newline, step } }
    }

    /// The splice of an edit; `None` where the place is not of the shape it needs.
    pub(super) fn splice(&self, edit: &Edit) -> Option<Splice> {
        match edit {
            Edit::Set(path, value) => self.set(path, value),
            Edit::Append(path, item) => self.append(path, item),
            Edit::Remove(path) => self.remove(path),
            Edit::Rename(path, name) => {
                let (last, parents) = path.split_last()?;
                let (Key::Name(old), parent) = (last, self.node(parents)?) else { return None };
                let key = &parent.entry(old)?.key;
                let context = if parent.style() == Some(Style::Flow) { Context::Flow } else { Context::Block };
                Some(Splice::replace(parent, key.span.clone(), scalar(name, context)))
            }
        }
    }

    /// The path to what is there, or as it is, only once the edit is made.
    pub(super) fn made_by(&self, edit: &Edit) -> Option<Vec<Key>> {
        if let Edit::Rename(path, name) = edit {
            let mut renamed = path.clone();
            *renamed.last_mut()? = Key::Name(name.clone());
            return Some(renamed);
        }
        if let Edit::Remove(path) = edit {
            // Whatever is done to what is left of the collection has to see what that is.
            return path.split_last().map(|(_, collection)| collection.to_vec());
        }
        let path = edit.path();
        (1..=path.len())
            .map(|depth| &path[..depth])
            .find(|path| self.node(path).is_none_or(|node| node.kind == Kind::Nothing))
            .map(<[Key]>::to_vec)
    }

    /// The value at a path.
    pub(super) fn node(&self, path: &[Key]) -> Option<&Node<'t>> {
        path.iter().try_fold(&self.root, |node, key| match (key, &node.kind) {
            (Key::Name(name), Kind::Mapping(..)) => node.entry(name).map(|entry| &entry.value),
            (Key::Index(index), Kind::Sequence(_, items)) => items.get(*index),
            _ => None,
        })
    }

    /// Sets the value in the deepest mapping there is, wrapped in the mappings that are missing.
    pub(super) fn set(&self, path: &[Key], value: &Value) -> Option<Splice> {
        let is_mapping = |depth: &usize| self.node(&path[..*depth]).is_some_and(|node| matches!(node.kind, Kind::Mapping(..)));
        let Some(depth) = (0..path.len()).rev().find(is_mapping) else {
            return matches!(self.root.kind, Kind::Nothing).then(|| self.first_entry(path, value)).flatten();
        };
        let (parent, Key::Name(name)) = (self.node(&path[..depth])?, &path[depth]) else { return None };
        let wrapped = wrapped(&path[depth + 1..], value)?;
        match parent.entry(name) {
            // Something else than a mapping stands on the way.
            Some(entry) if depth + 1 < path.len() && entry.value.kind != Kind::Nothing => None,
            Some(entry) => self.set_entry(parent, entry, &wrapped),
            None => self.add_entry(parent, name, &wrapped),
        }
    }

    /// The first entry of a document that has none.
    fn first_entry(&self, path: &[Key], value: &Value) -> Option<Splice> {
        let (Key::Name(name), rest) = path.split_first()? else { return None };
        let at = self.text.find("\n...").map_or(self.text.len(), |at| at + 1);
        Some(self.add(&self.root, at, &self.layout.entry(name, &wrapped(rest, value)?, 0)))
    }

    fn set_entry(&self, parent: &Node<'_>, entry: &Entry<'_>, value: &Value) -> Option<Splice> {
        let old = &entry.value;
        let is_flow = parent.style() == Some(Style::Flow);
        let line = if is_flow || old.style() == Some(Style::Flow) { Some(flow(value)) } else { on_one_line(value) };
        let is_block = old.style() == Some(Style::Block);
        match line {
            Some(line) if old.kind == Kind::Nothing => {
                let colon = if self.colon(entry).is_some() { "" } else { ":" };
                Some(Splice::replace(parent, old.span.clone(), format!("{colon} {line}")))
            }
            Some(line) if !is_block => Some(Splice::replace(parent, old.span.clone(), line)),
            line => {
                let indent = column_of(self.text, entry.key.span.start);
                let written = line.map_or(Written::Value(value), Written::Text);
                let after_key = self.layout.after_key(&written, indent);
                let colon = self.colon(entry)?;
                if old.kind == Kind::Nothing {
                    // Comments on the line of the key, and deeper ones below it, stay where they are.
                    let at = self.after_comments(colon, indent + 1);
                    return Some(self.add(parent, at, after_key.strip_prefix(self.layout.newline)?));
                }
                Some(self.set_block(parent, entry, colon, &after_key))
            }
        }
    }

    /// Puts something else in the place of a block, or a block in the place of something else.
    fn set_block(&self, parent: &Node<'_>, entry: &Entry<'_>, colon: usize, after_key: &str) -> Splice {
        let (line, indent) = (self.line_start(entry.key.span.start), column_of(self.text, entry.key.span.start));
        let comments = self.comments(colon..self.line_end(entry.end()), &entry.value);
        let head = &self.text[line..colon];
        let above =
            comments.iter().fold(String::new(), |text, comment| format!("{text}{}{comment}{}", " ".repeat(indent), self.layout.newline));
        if !head.trim_start().starts_with(self.text[entry.key.span.clone()].trim_start()) && !comments.is_empty() {
            // The key stands behind a dash: no line can be put before it, but below that.
            let below = comments.iter().map(|comment| format!("{comment}{}{}", self.layout.newline, " ".repeat(indent)));
            let key = &self.text[entry.key.span.start..colon];
            return Splice::replace(parent, entry.key.span.start..self.line_end(entry.end()), below.collect::<String>() + key + after_key);
        }
        Splice::replace(parent, line..self.line_end(entry.end()), format!("{above}{head}{after_key}"))
    }

    fn add_entry(&self, parent: &Node<'_>, name: &str, value: &Value) -> Option<Splice> {
        let Kind::Mapping(style, entries) = &parent.kind else { return None };
        match (style, entries.last()) {
            (Style::Flow, last) => Some(self.add_in_flow(
                parent,
                last.map(Entry::end),
                entries.first().map(|first| first.key.span.start),
                &flow_entry(name, value),
            )),
            (Style::Block, last) => {
                let indent = self.column_of_key(entries.first()?.key.span.start);
                let at = self.after_comments(last?.end(), indent.max(1));
                let at = if indent == 0 { self.after_adjacent_comments(at) } else { at };
                Some(self.add(parent, at, &format!("{}{}", " ".repeat(indent), self.layout.entry(name, value, indent))))
            }
        }
    }

    /// The column that other keys beside one stand in: a key behind `? ` stands further right.
    fn column_of_key(&self, start: usize) -> usize {
        let before = &self.text[self.line_start(start)..start];
        let mark = before.rfind('?').filter(|at| before[at + 1..].trim().is_empty());
        mark.unwrap_or(before.len())
    }

    fn append(&self, path: &[Key], item: &Value) -> Option<Splice> {
        let list = self.node(path).filter(|node| node.kind != Kind::Nothing);
        let Some(list) = list else { return self.set(path, &Value::Sequence(vec![item.clone()])) };
        match &list.kind {
            Kind::Sequence(Style::Flow, items) => {
                let span = items.last().map(|last| &last.span);
                return Some(self.add_in_flow(list, span.map(|span| span.end), span.map(|span| span.start), &flow(item)));
            }
            Kind::Sequence(..) | Kind::Closed { is_sequence: true, .. } => {}
            _ => return None,
        }
        let indent = column_of(self.text, list.span.start);
        let at = self.after_comments(list.span.end, indent.max(1));
        Some(self.add(list, at, &format!("{}{}", " ".repeat(indent), self.layout.item(item, indent))))
    }

    /// Adds a part at the end of a collection in brackets or braces: on a line of its own where the others
    /// have lines of their own.
    fn add_in_flow(&self, collection: &Node<'_>, last: Option<usize>, sibling: Option<usize>, part: &str) -> Splice {
        let Some(last) = last else {
            let at = collection.span.start + 1;
            return Splice { adds: false, ..Splice::replace(collection, at..at, part.to_owned()) };
        };
        let lead = sibling.map(|start| &self.text[self.line_start(start)..start]).filter(|lead| lead.trim().is_empty());
        let is_on_own_line = lead.is_some() && self.line_start(last) > collection.span.start;
        let between = if is_on_own_line { format!(",{}{}", self.layout.newline, lead.unwrap_or_default()) } else { ", ".to_owned() };
        // A comma right behind a colon would belong to the key.
        let blank = if self.text[..last].ends_with(':') { " " } else { "" };
        Splice { adds: true, ..Splice::replace(collection, last..last, format!("{blank}{between}{part}")) }
    }

    /// Adds lines at the start of a line, or behind a last line that has no end.
    fn add(&self, container: &Node<'_>, at: usize, lines: &str) -> Splice {
        let newline = self.layout.newline;
        let before = &self.text[..at];
        let lead = if before.is_empty() || before.ends_with('\n') { "" } else { newline };
        Splice { adds: true, ..Splice::replace(container, at..at, format!("{lead}{lines}{newline}")) }
    }

    /// Where the colon of an entry ends; `None` where it has none.
    fn colon(&self, entry: &Entry<'_>) -> Option<usize> {
        let rest = &self.text[entry.key.span.end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[blanks..].starts_with(':').then_some(entry.key.span.end + blanks + 1)
    }
}

/// The value in the mappings that are missing above it.
fn wrapped(missing: &[Key], value: &Value) -> Option<Value> {
    missing.iter().rev().try_fold(value.clone(), |value, key| {
        let Key::Name(name) = key else { return None };
        Some(Value::Mapping([(Value::String(name.clone()), value)].into_iter().collect()))
    })
}

/// How many blanks a level stands deeper than the one above: as the first that does.
fn step_of(text: &str, root: &Node<'_>) -> Option<usize> {
    let column = column_of(text, root.entries().first()?.key.span.start);
    let deeper = |entry: &Entry<'_>| {
        entry
            .value
            .style()
            .filter(|style| *style == Style::Block)
            .map(|_| column_of(text, entry.value.span.start) - column.min(column_of(text, entry.value.span.start)))
    };
    root.entries().iter().filter_map(deeper).find(|&step| step > 0)
}
