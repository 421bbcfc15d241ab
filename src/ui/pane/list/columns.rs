//! The columns of the wide form: which there is room for, and how wide each is.
//! Pure arithmetic over what the user chose.

use crate::config::{Column, ColumnPlace};

/// Between two columns.
pub(super) const GAP: f32 = 6.0;
/// Left of the first and right of the last, where the scroll bar is.
pub(super) const SIDES: f32 = 4.0 + 12.0;
/// What takes the rest is never narrower.
const REST: f32 = 140.0;
const LEAST: f32 = 20.0;
const MOST: f32 = 600.0;

/// Given up first where there is no room, one by one.
const DISPENSABLE: [Column; 7] =
    [Column::Size, Column::Tags, Column::Attachment, Column::Flag, Column::Security, Column::Unread, Column::Date];

/// So many of them go before names are cut short, to no less than that.
const CUT_AFTER: usize = 2;
const PEOPLE: f32 = 120.0;

/// A column as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) column: Column,
    pub(super) width: f32,
    /// It takes what the others leave.
    pub(super) is_rest: bool,
    /// It stands right of the one that takes the rest.
    pub(super) is_after: bool,
}

/// The columns of a list that wide, in their order.
pub(super) fn fit(places: &[ColumnPlace], width: f32) -> Vec<Cell> {
    let mut shown: Vec<(Column, f32)> =
        places.iter().filter(|place| place.shown).map(|place| (place.column, held(f32::from(place.width)))).collect();
    let rest = [Column::Subject, Column::Who].into_iter().find(|column| shown.iter().any(|(one, _)| one == column));
    let left = |shown: &[(Column, f32)]| {
        let others: f32 = shown.iter().filter(|(one, _)| Some(*one) != rest).map(|(_, width)| width).sum();
        width - SIDES - GAP * (shown.len().saturating_sub(1)) as f32 - others
    };
    for (nth, dispensable) in DISPENSABLE.into_iter().enumerate() {
        let lacking = REST - left(&shown);
        if lacking <= 0.0 {
            break;
        }
        // Names are cut short before more is left out.
        let people =
            shown.iter_mut().find(|(column, _)| nth >= CUT_AFTER && *column == Column::Who && rest != Some(*column));
        if let Some((_, width)) = people.filter(|(_, width)| *width > PEOPLE) {
            *width = (*width - lacking).max(PEOPLE);
        }
        if left(&shown) >= REST {
            break;
        }
        shown.retain(|(column, _)| *column != dispensable);
    }
    let remainder = left(&shown).max(REST);
    let place_of_rest = shown.iter().position(|(column, _)| Some(*column) == rest);
    let cell = |(nth, (column, width)): (usize, (Column, f32))| {
        let is_rest = Some(column) == rest;
        let width = if is_rest { remainder } else { width };
        Cell { column, width, is_rest, is_after: place_of_rest.is_some_and(|rest| nth > rest) }
    };
    shown.into_iter().enumerate().map(cell).collect()
}

/// A width that can be had.
pub(super) fn held(width: f32) -> f32 {
    width.clamp(LEAST, MOST).round()
}

/// One column further to the left or to the right.
pub(super) fn moved(places: &mut [ColumnPlace], column: Column, right: bool) {
    let Some(at) = places.iter().position(|place| place.column == column) else { return };
    let to = if right { at + 1 } else { at.wrapping_sub(1) };
    if to < places.len() {
        places.swap(at, to);
    }
}

/// Shown or hidden; one of those that say what a message is always stays.
pub(super) fn flipped(places: &mut [ColumnPlace], column: Column) {
    if may_hide(places, column)
        && let Some(place) = places.iter_mut().find(|place| place.column == column)
    {
        place.shown = !place.shown;
    }
}

pub(super) fn may_hide(places: &[ColumnPlace], column: Column) -> bool {
    let names = [Column::Who, Column::Subject];
    let other = |place: &ColumnPlace| place.column != column && names.contains(&place.column) && place.shown;
    !names.contains(&column) || places.iter().any(other)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "whole pixels are exact")]
mod tests {
    use super::*;
    use crate::config::Lists;

    fn usual() -> Vec<ColumnPlace> {
        Lists::default().places()
    }

    #[test]
    fn the_subject_takes_what_the_others_leave_to_the_last_pixel() {
        for width in [790.0, 900.0, 1400.0] {
            let cells = fit(&usual(), width);
            assert_eq!(cells.len(), Column::ALL.len());
            let all: f32 = cells.iter().map(|cell| cell.width).sum::<f32>() + GAP * (cells.len() - 1) as f32 + SIDES;
            assert!((all - width).abs() < 0.01, "{all} in {width}");
        }
    }

    #[test]
    fn where_there_is_no_room_the_least_needed_goes_first() {
        let columns = |width| fit(&usual(), width).into_iter().map(|cell| cell.column).collect::<Vec<_>>();
        assert!(!columns(660.0).contains(&Column::Size) && columns(660.0).contains(&Column::Date));
        // The smallest window: names are cut short, and flags and seals stay.
        let least = columns(504.0);
        assert!([Column::Flag, Column::Security, Column::Date].iter().all(|one| least.contains(one)), "{least:?}");
        assert_eq!(columns(100.0), [Column::Who, Column::Subject], "what a message is stays");
    }

    #[test]
    fn without_the_subject_the_people_take_the_rest() {
        let mut places = usual();
        flipped(&mut places, Column::Subject);
        let cells = fit(&places, 900.0);
        assert!(cells.iter().all(|cell| cell.column != Column::Subject));
        assert!(cells.iter().find(|cell| cell.column == Column::Who).unwrap().width > 300.0);
        flipped(&mut places, Column::Who);
        assert!(places.iter().find(|place| place.column == Column::Who).unwrap().shown, "one of both stays");
    }

    #[test]
    fn columns_move_and_stop_at_both_ends() {
        let mut places = usual();
        moved(&mut places, Column::Unread, false);
        moved(&mut places, Column::Size, true);
        assert_eq!(places, usual());
        moved(&mut places, Column::Date, false);
        let order: Vec<Column> = places.iter().map(|place| place.column).collect();
        assert_eq!(order[6..], [Column::Date, Column::Attachment, Column::Size]);
    }
}
