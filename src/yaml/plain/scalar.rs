//! Scalars of one line, and what type they are of.

use super::NotPlain;
use super::line::Line;

/// A scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::yaml) struct Scalar<'t> {
    pub text: &'t str,
    pub is_quoted: bool,
}

/// What a scalar is when nobody says what it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::yaml) enum Typed {
    Null,
    Bool(bool),
    Whole(u64),
    /// Left to the full parser here, as all that begins with a sign.
    Negative(i64),
    Number(f64),
    Text,
}

/// The most digits that surely fit a number.
const MAX_DIGITS: usize = 15;

impl<'t> Scalar<'t> {
    /// A text that is a scalar from its start to its end, or to a comment.
    pub(in crate::yaml) fn of_line(text: &'t str) -> Result<Scalar<'t>, NotPlain> {
        if text.starts_with(' ') { Err(NotPlain) } else { Scalar::of_rest(&Line::first_of(text).0) }
    }

    /// The rest of a line, where it is that.
    #[inline]
    pub(in crate::yaml) fn of_rest(rest: &Line<'t>) -> Result<Scalar<'t>, NotPlain> {
        if let Some(quote @ (b'"' | b'\'')) = rest.text.as_bytes().first() {
            let (scalar, rest) = Scalar::of_quotes(rest.text, *quote)?;
            return is_end(rest).then_some(scalar).ok_or(NotPlain);
        }
        let text = rest.words().filter(|words| begins_plain(words)).ok_or(NotPlain)?;
        Ok(Scalar { text, is_quoted: false })
    }

    /// A scalar in quotes without escapes, and what follows it.
    pub(super) fn of_quotes(text: &'t str, quote: u8) -> Result<(Scalar<'t>, &'t str), NotPlain> {
        let inside = text.get(1..).ok_or(NotPlain)?;
        let end = inside.bytes().position(|byte| byte == quote || byte == b'\\').ok_or(NotPlain)?;
        let (content, rest) = (&inside[..end], &inside[end + 1..]);
        // A backslash in double quotes escapes; two single quotes are one in the text.
        if inside.as_bytes()[end] == b'\\' || rest.as_bytes().first() == Some(&quote) {
            return Err(NotPlain);
        }
        Ok((Scalar { text: content, is_quoted: true }, rest))
    }

    /// Whether it says that there is nothing.
    #[inline]
    pub(in crate::yaml) fn is_null(self) -> bool {
        !self.is_quoted && matches!(self.text, "~" | "null")
    }

    /// What it is. A number in a form that not everybody reads alike is not plain.
    pub(in crate::yaml) fn typed(self) -> Result<Typed, NotPlain> {
        if self.is_quoted {
            return Ok(Typed::Text);
        }
        let bytes = self.text.as_bytes();
        match bytes.first() {
            Some(b'0'..=b'9') => typed_number(self.text),
            Some(b'~') if bytes.len() == 1 => Ok(Typed::Null),
            Some(b'~' | b'.' | b'+' | b'=' | b'<') | None => Err(NotPlain),
            _ if bytes.len() > 5 => Ok(Typed::Text),
            _ => match self.text {
                "null" => Ok(Typed::Null),
                "true" => Ok(Typed::Bool(true)),
                "false" => Ok(Typed::Bool(false)),
                text if is_special(text) => Err(NotPlain),
                _ => Ok(Typed::Text),
            },
        }
    }

    /// Its text, for those who ask for one: what could be a null or a truth is not plain.
    #[inline]
    pub(in crate::yaml) fn as_text(self) -> Result<&'t str, NotPlain> {
        match self.typed()? {
            Typed::Null | Typed::Bool(_) => Err(NotPlain),
            Typed::Whole(_) | Typed::Negative(_) | Typed::Number(_) | Typed::Text => Ok(self.text),
        }
    }
}

/// Whether some version of YAML takes a word of at most five letters for something else than a text.
fn is_special(word: &str) -> bool {
    let special: &[&str] = match (word.len(), word.as_bytes().first()) {
        (1, Some(b'y' | b'Y' | b'n' | b'N')) => return true,
        (2, Some(b'n' | b'N' | b'o' | b'O')) => &["no", "on"],
        (3, Some(b'y' | b'Y' | b'o' | b'O')) => &["yes", "off"],
        (4, Some(b'n' | b'N')) => &["null"],
        (4, Some(b't' | b'T')) => &["true"],
        (5, Some(b'f' | b'F')) => &["false"],
        _ => &[],
    };
    special.iter().any(|special| special.eq_ignore_ascii_case(word))
}

/// What begins with a digit: a number, or a text such as `2026-11-21`, `5-8`, `1h30m` or `5 chapters`.
fn typed_number(text: &str) -> Result<Typed, NotPlain> {
    let (mut points, mut dashes, mut others) = (0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {}
            b'.' => points += 1,
            b'-' => dashes += 1,
            // No number has these: not in any base, nor with an exponent or in sixties.
            b' ' | 0x80.. | b'g'..=b'n' | b'p'..=b'w' | b'y' | b'z' | b'G'..=b'N' | b'P'..=b'W' | b'Y' | b'Z' => return Ok(Typed::Text),
            _ => others += 1,
        }
    }
    let is_clear = text.len() <= MAX_DIGITS && (!text.starts_with('0') || text.len() == 1 || text.starts_with("0."));
    match (points, dashes, others) {
        (0, 0, 0) if is_clear => text.parse().map(Typed::Whole).map_err(|_| NotPlain),
        (1, 0, 0) if is_clear && !text.ends_with('.') => text.parse().map(Typed::Number).map_err(|_| NotPlain),
        (_, 1.., 0) => Ok(Typed::Text),
        _ => Err(NotPlain),
    }
}

/// Whether a scalar without quotes can begin like this and be nothing else.
#[inline]
pub(super) fn begins_plain(text: &str) -> bool {
    let is_indicator = |byte: &u8| {
        matches!(
            byte,
            b',' | b'['
                | b']'
                | b'{'
                | b'}'
                | b'#'
                | b'&'
                | b'*'
                | b'!'
                | b'|'
                | b'>'
                | b'%'
                | b'@'
                | b'`'
                | b'?'
                | b':'
                | b'-'
                | b'"'
                | b'\''
        )
    };
    text.as_bytes().first().is_some_and(|first| !is_indicator(first))
}

/// Whether nothing but a comment follows.
pub(super) fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(" #") || (rest.starts_with(' ') && rest.trim_start_matches(' ').starts_with('#'))
}
