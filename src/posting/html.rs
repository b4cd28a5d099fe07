//! A posting saved as a web page: its words without the markup.

use std::borrow::Cow;

/// The text without tags, scripts, styles and comments, when it is a web page; else as it is.
/// The end of a block ends a line, so lines are those of the page as it is read, not of the file.
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    if !is_page(text) {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        let (end, lines) = skipped(&rest[at..]);
        words.extend(std::iter::repeat_n('\n', lines.max(usize::from(ends_block(&rest[at..])))));
        words.push(' ');
        rest = &rest[at + end..];
    }
    words.push_str(rest);
    let entities = [("&nbsp;", " "), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&quot;", "\"")];
    Cow::Owned(entities.into_iter().fold(words, |words, (entity, plain)| words.replace(entity, plain)))
}

fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.contains("<html") || ["</li>", "</p>", "</div>"].iter().any(|tag| text.contains(tag))
}

/// How much of a text that begins with `<` is no words, and how many lines that has.
fn skipped(text: &str) -> (usize, usize) {
    let lower: String = text.chars().take(10).collect::<String>().to_ascii_lowercase();
    let until = |end: &str| find(text, end).map_or(text.len(), |at| at + end.len());
    let end = if lower.starts_with("<!--") {
        until("-->")
    } else if lower.starts_with("<script") {
        until("</script>")
    } else if lower.starts_with("<style") {
        until("</style>")
    } else {
        until(">")
    };
    (end, text[..end].matches('\n').count())
}

/// Where an end stands, in any case.
fn find(text: &str, end: &str) -> Option<usize> {
    text.as_bytes().windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}

/// Whether a tag ends a block, so that what follows is another line.
fn ends_block(tag: &str) -> bool {
    let tag: String = tag.chars().take(6).collect::<String>().to_ascii_lowercase();
    ["</li", "</p", "</div", "</h", "<br", "</tr", "</ul", "<li"].iter().any(|block| tag.starts_with(block))
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn a_page_gives_its_words_and_a_text_itself() {
        assert_eq!(without_markup("C++ < Rust > SQL"), "C++ < Rust > SQL");
        let page =
            "<!DOCTYPE html><style>.sql{}</style><script>docker=1</script>\n<ul><li>Python &amp; SQL</li><li>Go</li></ul><!-- Java -->";
        let words = without_markup(page);
        assert!(!words.contains("docker") && !words.contains(".sql") && !words.contains("Java"), "{words}");
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["Python & SQL", "Go"]);
        for broken in ["<html", "<html><script>", "<html><!--", "<html>\u{e9}<\u{e9}"] {
            let _ = without_markup(broken);
        }
    }
}
