//! The people of the practice. They and their domain are invented.

use sceau::domain::Secret;

pub const DOMAIN: &str = "cabinet.example";

#[derive(Debug, Clone)]
pub struct Person {
    /// As written in From.
    pub name: &'static str,
    pub email: String,
    pub password: String,
}

impl Person {
    fn new(login: &str, name: &'static str, password: &str) -> Self {
        Self { name, email: format!("{login}@{DOMAIN}"), password: password.to_owned() }
    }

    pub fn login(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }

    pub fn secret(&self) -> Secret {
        Secret::new(self.password.clone())
    }
}

pub fn everybody() -> Vec<Person> {
    vec![
        Person::new("alice", "Dr Alice Fontaine", "alice-secret"),
        Person::new("bob", "Bob Lemaire", "bob-secret"),
        // All that a password may hold and a careless client trips over.
        Person::new("chloe", "Dr Chloé Évrard", r#"sésame "9" \o/ {5}"#),
    ]
}
