//! Characters that may not stand in the plain form, or not everywhere.

/// What a text has that is more than printable ASCII in lines that end with a newline alone.
pub(in crate::yaml) mod odd {
    /// Other characters: controls, and all beyond ASCII.
    pub(in crate::yaml) const CHARACTER: u8 = 1;
    /// Brackets or braces that open.
    pub(in crate::yaml) const OPENING: u8 = 2;
    /// The signs that a merge marks its conflicts with.
    pub(in crate::yaml) const SIGN: u8 = 4;
}

/// What a text has of what is [`odd`]. Long texts are looked at whole, before anything is read of them, so this is a
/// table and no branch for each byte.
pub(in crate::yaml) fn oddities(text: &str) -> u8 {
    text.bytes().fold(0, |found, byte| found | ODDITIES[usize::from(byte)])
}

const ODDITIES: [u8; 256] = {
    let mut table = [odd::CHARACTER; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        table[byte as usize] = match byte {
            b'[' | b'{' => odd::OPENING,
            b'<' | b'|' | b'=' | b'>' => odd::SIGN,
            _ => 0,
        };
        byte += 1;
    }
    table[b'\n' as usize] = 0;
    table
};

/// Whether a text has no characters that end lines, stand for blanks or are forbidden in YAML.
pub(super) fn is_simple(text: &str) -> bool {
    if oddities(text) & odd::CHARACTER == 0 {
        return true;
    }
    let bytes = text.as_bytes();
    let is_odd = |byte: &u8| *byte < b' ' && *byte != b'\n' || *byte == 0x7f;
    let ends_line = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    if bytes.iter().any(is_odd) && !(0..bytes.len()).filter(|&at| is_odd(&bytes[at])).all(ends_line) {
        return false;
    }
    let is_break = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    !text.chars().any(is_break)
}
