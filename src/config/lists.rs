//! How lists of messages are shown: in two lines or in columns, and divided by
//! days or conversations, for each kind of folder.

use serde::{Deserialize, Serialize};

use crate::domain::Grouping;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lists {
    pub form: Form,
    pub grouping: Groupings,
    /// In their order. One that is missing is added as usual.
    pub columns: Vec<ColumnPlace>,
}

/// The shape of a row. Where there is no room for columns it is two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    #[default]
    Lines,
    Columns,
}

/// By what folders are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Groupings {
    pub inbox: Grouping,
    pub sent: Grouping,
    pub others: Grouping,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPlace {
    pub column: Column,
    /// In logical pixels.
    pub width: u16,
    pub shown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    Unread,
    Flag,
    Security,
    Who,
    Subject,
    Tags,
    Attachment,
    Date,
    Size,
}

impl Column {
    /// In the order in which they stand until the user says otherwise.
    pub const ALL: [Self; 9] = [
        Self::Unread,
        Self::Flag,
        Self::Security,
        Self::Who,
        Self::Subject,
        Self::Tags,
        Self::Attachment,
        Self::Date,
        Self::Size,
    ];

    pub fn width(self) -> u16 {
        match self {
            Self::Unread => 24,
            Self::Flag | Self::Security | Self::Attachment => 28,
            Self::Who => 190,
            Self::Subject => 260,
            Self::Tags => 92,
            Self::Date => 104,
            Self::Size => 72,
        }
    }
}

impl Lists {
    /// Each column once, whatever the file says.
    pub fn places(&self) -> Vec<ColumnPlace> {
        let mut places: Vec<ColumnPlace> = Vec::with_capacity(Column::ALL.len());
        let usual = Column::ALL.map(|column| ColumnPlace { column, width: column.width(), shown: true });
        for place in self.columns.iter().chain(&usual) {
            if places.iter().all(|known| known.column != place.column) {
                places.push(*place);
            }
        }
        places
    }
}
