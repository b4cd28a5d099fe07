//! A posting without markup: tags of a web page, entities of a feed, addresses of links.

use std::borrow::Cow;

/// The words of a text: without tags, scripts, styles and comments where it is a web page, with the characters that
/// entities stand for, and with the words of a link instead of its address.
///
/// The end of a block ends a line, so lines are those of the page as it is read, not of the file.
pub(crate) fn plain(text: &str) -> String {
    let words = if is_page(text) { without_tags(text) } else { text.to_owned() };
    // Feeds escape twice.
    let decoded = html_escape::decode_html_entities(&words).into_owned();
    let decoded = html_escape::decode_html_entities(&decoded).into_owned();
    let decoded = decoded.replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2019}', "'").replace(['\u{200b}', '\u{feff}'], "");
    decoded.lines().map(without_links).collect::<Vec<_>>().join("\n")
}

/// A line with the words of its links and without addresses.
fn without_links(line: &str) -> Cow<'_, str> {
    if !line.contains("](") && !line.contains("://") {
        return Cow::Borrowed(line);
    }
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let Some(end) = rest[at..].find(')') else { break };
        words.push_str(&rest[..at].replacen('[', "", 1));
        rest = &rest[at + end + 1..];
    }
    words.push_str(rest);
    let is_address = |word: &&str| word.contains("://");
    Cow::Owned(words.split(' ').filter(|word| !is_address(word)).collect::<Vec<_>>().join(" "))
}

fn without_tags(text: &str) -> String {
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
    words
}

fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.contains("<html")
        || ["</li>", "</p>", "</div>", "<p>", "<br>", "<li>"].iter().any(|tag| text.contains(tag))
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
    use super::plain;

    #[test]
    fn a_page_gives_its_words_and_a_text_itself() {
        assert_eq!(plain("C++ < Rust > SQL"), "C++ < Rust > SQL");
        let page =
            "<!DOCTYPE html><style>.sql{}</style><script>docker=1</script>\n<ul><li>Python &amp; SQL</li><li>Go</li></ul><!-- Java -->";
        let words = plain(page);
        assert!(!words.contains("docker") && !words.contains(".sql") && !words.contains("Java"), "{words}");
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["Python & SQL", "Go"]);
        assert_eq!(plain("CI&#x2F;CD, A&#x2F;B and C&#43;&#43;; you&rsquo;ll"), "CI/CD, A/B and C++; you'll");
        assert_eq!(plain("see [here](https://a.example/x#:~:text=Linux) or https://b.example/Go now"), "see here or now");
        for broken in ["<html", "](", "[](", "&#x", "&#99999999;", "<html><script>", "<html><!--", "<html>\u{e9}<\u{e9}"] {
            let _ = plain(broken);
        }
    }
}
