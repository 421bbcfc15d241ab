//! Annotations on a folder, or on the mailbox as a whole where the folder has
//! no name (METADATA, RFC 5464).

use std::borrow::Cow;

use super::Session;
use super::response::Response;
use super::say::{Part, is_atom, quoted};
use crate::net::{NetError, Refusal};

impl Session {
    /// None where there is no such annotation.
    pub async fn metadata(&mut self, raw_name: &str, entry: &str) -> Result<Option<Vec<u8>>, NetError> {
        self.can_annotate(raw_name, entry)?;
        let mut value = None;
        self.run(&format!("GETMETADATA {} {entry}", quoted(raw_name)?), |response| {
            if let Response::Metadata(entries) = response {
                let ours = entries.iter().find(|said| said.name.eq_ignore_ascii_case(entry.as_bytes()));
                if let Some(ours) = ours {
                    value = ours.value.as_deref().map(<[u8]>::to_vec);
                }
            }
        })
        .await?;
        Ok(value)
    }

    /// None takes the annotation away.
    pub async fn set_metadata(&mut self, raw_name: &str, entry: &str, value: Option<&[u8]>) -> Result<(), NetError> {
        self.can_annotate(raw_name, entry)?;
        let mut parts = vec![Part::Text(format!("SETMETADATA {} ({entry} ", quoted(raw_name)?))];
        match value {
            Some(value) => parts.push(Part::Literal(Cow::Borrowed(value))),
            None => parts.push(Part::Text("NIL".to_owned())),
        }
        parts.push(Part::Text(")".to_owned()));
        self.run_parts(&parts, |_| {}).await
    }

    fn can_annotate(&self, raw_name: &str, entry: &str) -> Result<(), NetError> {
        if !entry.starts_with('/') || !is_atom(entry) {
            return Err(NetError::Odd("not the name of an annotation"));
        }
        let can = if raw_name.is_empty() { self.capabilities.metadata_server } else { self.capabilities.metadata };
        if can { Ok(()) } else { Err(NetError::Refused(Refusal::Unsupported)) }
    }
}
