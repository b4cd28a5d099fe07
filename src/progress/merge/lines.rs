//! A merge of lines, as git makes it, but entry by entry: a step or a log entry is one piece, so that two
//! entries added at the same place never run into each other.
//!
//! It knows nothing of what the lines say. Whoever uses it reads the result and mends what is not as it
//! should be.

use std::collections::HashMap;
use std::hash::Hash;

use super::sides::{Sides, comment_of};

/// What to do where both copies changed the same lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// Keep the lines of both where both only added some, else those of ours.
    Both,
    /// Keep the lines of ours.
    Ours,
}

/// The lines of both copies. Without a base the lines that both have in common stand in for it.
pub(super) fn merge_lines(base: Option<&str>, ours: &str, theirs: &str, clash: Clash) -> String {
    let (ours, theirs) = (entries_of(ours), entries_of(theirs));
    let base = match base {
        Some(base) => entries_of(base),
        None => matches(&ours, &theirs).into_iter().map(|(at, _)| ours[at]).collect(),
    };
    let regions = regions(Sides { base: base.as_slice(), ours: ours.as_slice(), theirs: theirs.as_slice() });
    regions.into_iter().map(|region| region.settled().map_or_else(|region| merge_entries(region, clash), <[&str]>::concat)).collect()
}

/// Entries that both copies changed.
fn merge_entries(region: Sides<&[&str]>, clash: Clash) -> String {
    if region.base.is_empty() && clash == Clash::Both {
        return united(region.ours, region.theirs);
    }
    let lines = region.map(|entries| {
        let mut lines: Vec<&str> = Vec::new();
        for entry in entries {
            lines.extend(entry.split_inclusive('\n'));
        }
        lines
    });
    let lines = Sides { base: lines.base.as_slice(), ours: lines.ours.as_slice(), theirs: lines.theirs.as_slice() };
    let merged = regions(lines).into_iter().map(|region| match region.settled() {
        Ok(kept) => kept.concat(),
        Err(Sides { base: [], ours, theirs }) if clash == Clash::Both => united(ours, theirs),
        Err(region) => lost_comments(region) + &region.ours.concat(),
    });
    merged.collect()
}

/// Comments of theirs on lines of which those of ours are kept, as lines of their own.
fn lost_comments(region: Sides<&[&str]>) -> String {
    let is_kept = |comment: &str| region.base.iter().chain(region.ours).any(|line| line.contains(comment));
    let lost = region.theirs.iter().filter_map(|line| Some((line, comment_of(line).filter(|comment| !is_kept(comment))?)));
    let indented = lost.map(|(line, comment)| format!("{}{comment}\n", &line[..line.len() - line.trim_start().len()]));
    indented.collect::<Vec<_>>().concat()
}

/// Pieces that both copies added at one place, those first that come first in the order of their text. What
/// both have, or have under one key, stands once.
fn united(ours: &[&str], theirs: &[&str]) -> String {
    let key = |piece: &str| {
        let line = piece.trim_start();
        let is_key = !line.starts_with(['-', '#']) && !line.is_empty();
        line.split_once(':').filter(|_| is_key).map(|(key, _)| key.to_owned())
    };
    let is_new = |piece: &&str| {
        !ours.iter().any(|own| own == piece && !own.trim().is_empty() || key(own).is_some_and(|own| key(piece) == Some(own)))
    };
    let new: Vec<&str> = theirs.iter().copied().filter(is_new).collect();
    let (ours, new) = (ours.concat(), new.concat());
    if ours <= new { ours + &new } else { new + &ours }
}

/// The text in pieces: a line of a section's own indentation with all that stands deeper below it.
/// Comments and blank lines between them are pieces of their own.
fn entries_of(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, 0);
    // How far the entries of the present section stand in; not known before its first one.
    let mut level = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        let is_between = bare.is_empty() || bare.starts_with('#');
        if indent == 0 && !is_between && !bare.starts_with("- ") {
            level = None;
        } else if level.is_none() && !is_between {
            level = Some(indent);
        }
        let begins = indent == 0 && !bare.is_empty() || level.is_none_or(|level| indent <= level);
        if begins && end > start {
            pieces.push(&text[start..end]);
            start = end;
        }
        end += line.len();
    }
    if end > start {
        pieces.push(&text[start..end]);
    }
    pieces
}

/// The pieces of all three sides side by side: places where all agree, and places between them.
fn regions<T: Eq + Hash>(sides: Sides<&[T]>) -> Vec<Sides<&[T]>> {
    let to: HashMap<usize, usize> = matches(sides.base, sides.ours).into_iter().collect();
    let other: HashMap<usize, usize> = matches(sides.base, sides.theirs).into_iter().collect();
    let (mut base, mut ours, mut theirs) = (0, 0, 0);
    let mut regions = Vec::new();
    for at in 0..sides.base.len() {
        let (Some(&here), Some(&there)) = (to.get(&at), other.get(&at)) else { continue };
        if at > base || here > ours || there > theirs {
            regions.push(Sides { base: &sides.base[base..at], ours: &sides.ours[ours..here], theirs: &sides.theirs[theirs..there] });
        }
        regions.push(Sides { base: &sides.base[at..=at], ours: &sides.ours[here..=here], theirs: &sides.theirs[there..=there] });
        (base, ours, theirs) = (at + 1, here + 1, there + 1);
    }
    regions.push(Sides { base: &sides.base[base..], ours: &sides.ours[ours..], theirs: &sides.theirs[theirs..] });
    regions
}

/// The pieces that two sides have in common, in order, as pairs of their places.
fn matches<T: Eq + Hash>(one: &[T], other: &[T]) -> Vec<(usize, usize)> {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let tail = one[head..].iter().rev().zip(other[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[head..one.len() - tail], &other[head..other.len() - tail]);
    let middle = if a.len() * b.len() <= LARGEST { longest_common(a, b) } else { unique_common(a, b) };
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(middle.into_iter().map(|(at, to)| (at + head, to + head)));
    pairs.extend((1..=tail).rev().map(|back| (one.len() - back, other.len() - back)));
    pairs
}

/// The largest table of lengths that is filled, in cells.
const LARGEST: usize = 4_000_000;

/// A longest common subsequence, by the table of the lengths of those of the rests.
fn longest_common<T: Eq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for at in (0..a.len()).rev() {
        for to in (0..b.len()).rev() {
            let (below, right) = (lengths[(at + 1) * width + to], lengths[at * width + to + 1]);
            lengths[at * width + to] = if a[at] == b[to] { lengths[(at + 1) * width + to + 1] + 1 } else { below.max(right) };
        }
    }
    let (mut at, mut to) = (0, 0);
    let mut pairs = Vec::new();
    while at < a.len() && to < b.len() {
        if a[at] == b[to] {
            pairs.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if lengths[(at + 1) * width + to] >= lengths[at * width + to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    pairs
}

/// For sides that differ much: the pieces that stand once on each, as far as their order agrees.
fn unique_common<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let mut there: HashMap<&T, Option<usize>> = HashMap::new();
    for (to, piece) in b.iter().enumerate() {
        there.entry(piece).and_modify(|place| *place = None).or_insert(Some(to));
    }
    let mut here: HashMap<&T, usize> = HashMap::new();
    for piece in a {
        *here.entry(piece).or_default() += 1;
    }
    let unique = a.iter().enumerate().filter(|(_, piece)| here.get(piece) == Some(&1));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, to) in unique.filter_map(|(at, piece)| Some((at, there.get(piece).copied().flatten()?))) {
        if pairs.last().is_none_or(|(_, last)| *last < to) {
            pairs.push((at, to));
        }
    }
    pairs
}
