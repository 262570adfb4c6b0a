//! The report as text, for people.

use std::fmt;

use straightway::Verdict;

use super::{GatewayReport, LinkReport, Report};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.summary())?;
        for (at, link) in self.links.iter().enumerate() {
            write!(f, "\n{}. {link}", at + 1)?;
        }
        if self.others > 0 {
            let links = if self.others == 1 {
                "link has"
            } else {
                "links have"
            };
            writeln!(
                f,
                "\n{} other {links} nothing to do with Atlassian or a known gateway.",
                self.others
            )?;
        }
        if self.gateways.is_empty() {
            return Ok(());
        }
        writeln!(
            f,
            "\nTo keep the next invitation whole (one that is whole in the mail can still be lost at the gateway, when it is pressed):"
        )?;
        for (names, exemption) in self.exemptions() {
            writeln!(f, "- {}: {exemption}", names.join(", "))?;
        }
        writeln!(
            f,
            "- Hosts to exempt there: {}",
            self.allow.hosts.join(", ")
        )?;
        writeln!(f, "- Senders to allow:")?;
        for sender in self.allow.senders {
            writeln!(f, "    {:42}{}", sender.address, sender.use_)?;
        }
        Ok(())
    }
}

impl Report {
    /// The answer in one line.
    fn summary(&self) -> String {
        let counts: Vec<_> = [
            (Verdict::Lost, "lost"),
            (Verdict::Suspicious, "suspicious"),
            (Verdict::Opaque, "unreadable"),
            (Verdict::Accept, "whole"),
        ]
        .into_iter()
        .filter_map(|(verdict, what)| {
            let links = self.links.iter().filter(|link| link.verdict == verdict);
            let count = links.count();
            (count > 0).then(|| format!("{count} {what}"))
        })
        .collect();
        if counts.is_empty() {
            return "There is no invitation link in this mail.".to_owned();
        }
        let quantity = if self.well { "Nothing" } else { "Something" };
        format!(
            "{quantity} is lost or suspicious. Invitation links: {}.",
            counts.join(", ")
        )
    }

    /// How gateways are kept from rewriting, those together that are administered in one place.
    fn exemptions(&self) -> Vec<(Vec<String>, &'static str)> {
        let mut exemptions: Vec<(Vec<String>, &'static str)> = Vec::new();
        for gateway in &self.gateways {
            let exemption = gateway.exemption.unwrap_or(
                "look for its list of addresses that are not rewritten; no public document says where it is",
            );
            let name = gateway.to_string();
            match exemptions.iter_mut().find(|(_, known)| *known == exemption) {
                Some((names, _)) => names.push(name),
                None => exemptions.push((vec![name], exemption)),
            }
        }
        exemptions
    }
}

impl fmt::Display for LinkReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.verdict)?;
        match &self.label {
            Some(label) => write!(f, "\"{label}\"")?,
            None => write!(f, "link")?,
        }
        writeln!(f, ", in {}", self.parts.join(" and "))?;
        let names: Vec<_> = self.wrappers.iter().map(|wrapper| wrapper.name).collect();
        let names = Some(names.join(" > ")).filter(|names| !names.is_empty());
        let target = self
            .target
            .as_ref()
            .filter(|target| **target != self.address);
        field(f, "why", Some(self.explanation))?;
        field(f, "link", Some(&self.address))?;
        field(f, "wrappers", names)?;
        field(f, "leads to", target)?;
        field(f, "names", self.hint.as_ref())?;
        field(f, "site", self.site.as_ref())?;
        field(f, "product", self.product.as_ref())?;
        field(f, "expires", self.expires.map(Date))
    }
}

fn field(f: &mut fmt::Formatter<'_>, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| writeln!(f, "   {name:10}{value}"))
}

impl fmt::Display for GatewayReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match (self.vendor, &self.host) {
            (Some(vendor), _) if !self.name.contains(vendor) => write!(f, " ({vendor})"),
            (None, Some(host)) => write!(f, ", at {host}"),
            _ => Ok(()),
        }
    }
}

/// A time in seconds since 1970, as people read it.
struct Date(u64);

impl fmt::Display for Date {
    /// Howard Hinnant's `civil_from_days`: years that begin in March, so that the leap day is their last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0 / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = year + era * 400 + u64::from(month <= 2);
        let (hour, minute) = (self.0 / 3_600 % 24, self.0 / 60 % 60);
        write!(f, "{year}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (seconds, wanted) in [
            (0, "1970-01-01 00:00 UTC"),
            (951_827_640, "2000-02-29 12:34 UTC"),
            (1_735_689_599, "2024-12-31 23:59 UTC"),
            (1_772_355_600, "2026-03-01 09:00 UTC"),
        ] {
            assert_eq!(Date(seconds).to_string(), wanted);
        }
    }
}
