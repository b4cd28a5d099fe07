//! A posting without markup: tags of a web page, entities of a feed, addresses of links.

use std::borrow::Cow;

use super::entities;
use super::tables::without_tables;

/// The words of a text, and where its lines come from.
pub(crate) struct Plain {
    /// Its words.
    pub(crate) text: String,
    /// The line of the given text that each of its lines begins on, from 1.
    pub(crate) lines: Vec<usize>,
}

/// The words of a text: without tags, scripts, styles and comments where it is a web page, with the characters that
/// entities stand for, and with the words of a link instead of its address. Headings, points and bold words of a page are
/// marked as Markdown marks them.
pub(crate) fn plain(given: &str) -> Plain {
    let words = if is_page(given) { without_tags(given) } else { without_tables(lines_of(given)) };
    let (mut text, mut lines) = (String::with_capacity(given.len()), Vec::with_capacity(words.len()));
    for (number, line) in words {
        if line.is_ascii() && !line.contains('&') {
            // Nearly all lines are so, and to look for each entity and blank in them took a twelfth of a posting's time.
            text.push_str(&without_links(&line));
            text.push('\n');
            lines.push(number);
            continue;
        }
        // Feeds escape twice.
        let decoded = entities::decode(&line);
        let decoded = entities::decode(&decoded);
        let decoded = decoded.replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2019}', "'").replace(['\u{200b}', '\u{feff}'], "");
        for line in decoded.lines() {
            text.push_str(&without_links(line));
            text.push('\n');
            lines.push(number);
        }
        if decoded.is_empty() {
            text.push('\n');
            lines.push(number);
        }
    }
    Plain { text, lines }
}

/// The lines of a text, without the signs of a mail that quotes it.
fn lines_of(text: &str) -> Vec<(usize, String)> {
    let written = || text.lines().filter(|line| !line.trim().is_empty());
    let is_quoted = written().filter(|line| line.starts_with('>')).count() * 2 > written().count();
    let unquoted = |line: &str| {
        let bare = line.trim_start_matches('>');
        if is_quoted && bare.len() < line.len() { bare.strip_prefix(' ').unwrap_or(bare).to_owned() } else { line.to_owned() }
    };
    text.lines().enumerate().map(|(at, line)| (at + 1, unquoted(line))).collect()
}

/// What a network of professionals writes behind the name of a language.
const NOTE: &str = " (Programming Language)";

/// A line with the words of its links and without addresses and notes.
fn without_links(line: &str) -> Cow<'_, str> {
    if line.contains(NOTE) {
        return Cow::Owned(without_links(&line.replace(NOTE, "")).into_owned());
    }
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

/// The lines of a page as they are read, each with the line of the page it begins on.
fn without_tags(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = vec![(1, String::new())];
    let (mut rest, mut number) = (text, 1);
    while let Some(at) = rest.find('<') {
        add_words(&mut lines, &mut number, &rest[..at]);
        let (end, inside) = skipped(&rest[at..]);
        match mark_of(&rest[at..at + end]) {
            Mark::Break(mark) => lines.push((number, mark.to_owned())),
            Mark::Within(mark) => add_words(&mut lines, &mut number, mark),
        }
        number += inside;
        rest = &rest[at + end..];
    }
    add_words(&mut lines, &mut number, rest);
    lines
}

/// Adds words to the last line, and a new line for each that begins in them.
fn add_words(lines: &mut Vec<(usize, String)>, number: &mut usize, words: &str) {
    for (at, part) in words.split('\n').enumerate() {
        if at > 0 {
            *number += 1;
            lines.push((*number, String::new()));
        }
        if let Some((_, line)) = lines.last_mut() {
            line.push_str(part.trim_end_matches('\r'));
        }
    }
}

/// What a tag becomes: a new line that begins with a mark, or a mark within the line.
enum Mark {
    Break(&'static str),
    Within(&'static str),
}

fn mark_of(tag: &str) -> Mark {
    let name: String = tag[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect::<String>().to_ascii_lowercase();
    match name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Mark::Break("## "),
        "li" => Mark::Break("- "),
        "strong" | "b" | "/strong" | "/b" => Mark::Within("**"),
        "p" | "/p" | "div" | "/div" | "br" | "br/" | "tr" | "/tr" | "ul" | "/ul" | "ol" | "/ol" | "/li" | "/h1" | "/h2" | "/h3" | "/h4"
        | "/h5" | "/h6" => Mark::Break(""),
        // A space, but not before the sign that goes on: `<a>Python</a>, SQL`.
        "script" | "style" | "td" | "/td" | "th" | "/th" | "img" => Mark::Within(" "),
        _ => Mark::Within(""),
    }
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

#[cfg(test)]
mod tests {
    fn plain(text: &str) -> String {
        super::plain(text).text.trim_end_matches('\n').to_owned()
    }

    #[test]
    fn a_page_gives_its_words_and_a_text_itself() {
        assert_eq!(plain("C++ < Rust > SQL"), "C++ < Rust > SQL");
        let page =
            "<!DOCTYPE html><style>.sql{}</style><script>docker=1</script>\n<ul><li>Python &amp; SQL</li><li>Go</li></ul><!-- Java -->";
        let words = plain(page);
        assert!(!words.contains("docker") && !words.contains(".sql") && !words.contains("Java"), "{words}");
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["- Python & SQL", "- Go"]);
        let headings = plain("<h2 class='a'><strong>Must</strong></h2><p>Go, <b>R</b>, <a href='x'>SQL</a>.</p>");
        let lines: Vec<&str> = headings.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["## **Must**", "Go, **R**, SQL."]);
        assert_eq!(plain("CI&#x2F;CD, A&#x2F;B and C&#43;&#43;; you&rsquo;ll"), "CI/CD, A/B and C++; you'll");
        assert_eq!(plain("see [here](https://a.example/x#:~:text=Linux) or https://b.example/Go now"), "see here or now");
        let page = super::plain("<p>One</p><p>Two</p>\n<ul>\n<li>Three</li></ul>");
        let line_of = |word: &str| page.text.lines().position(|line| line.contains(word)).map(|at| page.lines[at]);
        assert_eq!((line_of("One"), line_of("Two"), line_of("Three")), (Some(1), Some(1), Some(3)), "lines of the page itself");
        assert_eq!(plain("Python (Programming Language), Git"), "Python, Git");
        assert_eq!(plain("> - one\n>   two\n\n> three"), "- one\n  two\n\nthree", "a mail quotes it");
        assert_eq!(plain("> a point\nand two\nlines"), "> a point\nand two\nlines");
        for broken in ["<html", "](", "[](", "&#x", "&#99999999;", "<html><script>", "<html><!--", "<html>\u{e9}<\u{e9}"] {
            let _ = plain(broken);
        }
    }
}
