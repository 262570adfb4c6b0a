//! What gateways do to addresses, one function for each way that is known, written from the descriptions of the formats.

pub(crate) mod coding;

use coding::{base64, base64url, escape, percent, zlib};
use straightway::gateway::{Carrier, Coding, GATEWAYS, HostPattern, PathPattern};

/// One way of wrapping.
pub(crate) struct Encoder {
    /// The gateway's id.
    pub(crate) id: &'static str,
    /// What of an address survives this way of wrapping.
    pub(crate) carries: fn(&str) -> String,
    /// Wraps what it carries.
    pub(crate) wrap: Box<dyn Fn(&str) -> String>,
}

/// Every way that is known: those written below, and every parameter of every row of the table that needs no code.
pub(crate) fn encoders() -> Vec<Encoder> {
    let mut encoders: Vec<_> = WRITTEN
        .iter()
        .map(|&(id, carries, wrap)| Encoder {
            id,
            carries,
            wrap: Box::new(wrap),
        })
        .collect();
    for row in GATEWAYS {
        let (Carrier::Parameter(names, coding) | Carrier::ParameterOrOpaque(names, coding)) =
            row.carrier
        else {
            continue;
        };
        for host in row.hosts.iter().map(host) {
            for path in row.paths.iter().map(path) {
                for name in names {
                    let front = format!("https://{host}{path}?first=1&{name}=");
                    encoders.push(Encoder {
                        id: row.id,
                        carries: carried_by(coding),
                        wrap: Box::new(move |target| {
                            format!("{front}{}&last=2", value(target, coding))
                        }),
                    });
                }
            }
        }
    }
    encoders
}

type Written = (&'static str, fn(&str) -> String, fn(&str) -> String);

const WRITTEN: &[Written] = &[
    ("aws-ses", all, aws_ses),
    ("buttondown", all, buttondown),
    ("checkpoint-avanan-v2", no_asterisk, checkpoint_v2),
    ("cisco-secure-email", all, cisco),
    ("customer-io", all, customer_io),
    ("defender-cloud-apps-mcas", all, mcas_checker),
    ("egress-defend", all, egress),
    ("exchange-owa-redir", all, outlook_web_access),
    ("facebook-redirect", all, facebook),
    ("fireeye-etp", all, fireeye_encoded),
    ("fireeye-etp", all, fireeye_raw),
    ("forcepoint-urlwrap", all, forcepoint),
    ("google-redirect", all, google),
    ("google-redirect", all, google_amp),
    ("inky", all, inky),
    ("mailgun", all, mailgun),
    ("mailinblack", all, mailinblack),
    ("mailjet", all, mailjet),
    ("mandrill", all, mandrill),
    ("menlo-isolation", all, menlo),
    ("microsoft-mcas", all, mcas_suffix),
    ("microsoft-safelinks", all, safelinks),
    ("mozilla-outgoing", all, mozilla),
    ("nextcloud-mail", all, nextcloud),
    ("opswat-metadefender", all, opswat_encoded),
    ("opswat-metadefender", all, opswat_raw),
    ("postmark", all, postmark),
    ("proofpoint-v1", all, proofpoint_v1),
    ("proofpoint-v2", all, proofpoint_v2),
    ("proofpoint-v3", all, proofpoint_v3),
    ("referrer-hiders", all, href_li),
    ("sailthru", all, sailthru),
    ("sophos-email", all, sophos),
    ("sophos-email-appliance", all, sophos_appliance),
    ("sparkpost-atlassian", all, sparkpost),
    ("substack", all, substack),
    ("symantec-noclick", all, noclick),
    ("unisender", all, unisender),
    ("vade-secure-v2", https, vade_v2),
    ("vipre-mailanyone", all, vipre),
    ("yahoo-search", all, yahoo),
];

fn all(target: &str) -> String {
    target.to_owned()
}

fn https(target: &str) -> String {
    target.replacen("http:", "https:", 1)
}

/// Some clients write `%` as `*`, so an asterisk that could be one of theirs is.
fn no_asterisk(target: &str) -> String {
    target.replace('*', "")
}

/// Whether such encoders escape the target's own `%` and `#` is not documented.
fn no_escape_no_fragment(target: &str) -> String {
    let (target, _) = target.split_once('#').unwrap_or((target, ""));
    target.replace('%', "")
}

fn carried_by(coding: Coding) -> fn(&str) -> String {
    match coding {
        Coding::Sparing(_) => no_escape_no_fragment,
        _ => all,
    }
}

fn value(target: &str, coding: Coding) -> String {
    match coding {
        Coding::Percent | Coding::PercentOrRaw(_) | Coding::Base64OrPercent => percent(target),
        Coding::Sparing(own) => own.chars().fold(target.to_owned(), |value, character| {
            value.replace(character, &format!("%{:02X}", u32::from(character)))
        }),
        Coding::Base64 => percent(&base64(target)),
    }
}

fn host(pattern: &HostPattern) -> String {
    match *pattern {
        HostPattern::Exact(name) | HostPattern::Under(name) => name.to_owned(),
        HostPattern::Below(name) => format!("eu-1.{name}"),
        HostPattern::LabelBelow(start, name) => format!("{start}2.{name}"),
        HostPattern::Countries(name) => format!("{name}.co.uk"),
        HostPattern::LabelPrefix(start) => format!("{start}1.example.net"),
        HostPattern::Any => "gw.example.net".to_owned(),
    }
}

fn path(pattern: &PathPattern) -> String {
    match *pattern {
        PathPattern::Any => "/".to_owned(),
        PathPattern::Exact(text) => text.to_owned(),
        PathPattern::Start(text) => format!("{text}a1"),
        PathPattern::End(text) => format!("/sub{text}"),
        PathPattern::Contains(text) => format!("/sub{text}/a1"),
    }
}

/// The target behind its scheme, and whether that is https.
fn behind_scheme(target: &str) -> (&str, bool) {
    target
        .strip_prefix("https://")
        .map_or_else(|| (&target["http://".len()..], false), |rest| (rest, true))
}

/// The scheme with `://`, the host, and the rest.
fn around_host(target: &str) -> (&str, &str, &str) {
    let host = target.find("://").unwrap() + 3;
    let end = target[host..]
        .find(['/', '?', '#', ':'])
        .map_or(target.len(), |at| host + at);
    (&target[..host], &target[host..end], &target[end..])
}

fn aws_ses(target: &str) -> String {
    let target = percent(target);
    format!("https://a1b2.r.eu-west-1.awstrack.me/L0/{target}/1/0102-a-b/c-d=1")
}

fn buttondown(target: &str) -> String {
    let packed = base64url(format!("1|2|{target}|someone@example.org"));
    format!("https://buttondown-1234.com/c/{packed}")
}

fn checkpoint_v2(target: &str) -> String {
    let (target, fragment) = match target.split_once('#') {
        Some((target, fragment)) => (target, format!("#{fragment}")),
        None => (target, String::new()),
    };
    format!(
        "https://protect.checkpoint.com/v2/r01/___{target}___.YXAzOmNwOmM6bw:7:a1b2:p:T:N{fragment}"
    )
}

fn cisco(target: &str) -> String {
    format!("https://secure-web.cisco.com/1AbC-d_E/{}", percent(target))
}

fn customer_io(target: &str) -> String {
    let json = serde_json::json!({ "email_id": "a1", "href": target, "link_id": 7 });
    let packed = base64url(json.to_string());
    format!("https://e.customeriomail.com/e/c/{packed}/a1b2c3")
}

fn mcas_checker(target: &str) -> String {
    let target = percent(target);
    format!(
        "https://mcas-proxyweb.mcas.ms/certificate-checker?login=false&originalUrl={target}&McasCSRF=a1"
    )
}

fn mcas_suffix(target: &str) -> String {
    let (scheme, host, rest) = around_host(target);
    format!("{scheme}{host}.mcas.ms{rest}")
}

fn egress(target: &str) -> String {
    let packed = base64url(zlib(target));
    format!(
        "https://links.eu1.defend.egress.com/Warning?crId=a1&Domain=example.org&Base64Url={packed}&@OriginalLink=example.com"
    )
}

fn outlook_web_access(target: &str) -> String {
    let target = percent(target);
    format!("https://mail.example.net/owa/redir.aspx?C=AbC_d-E&URL={target}")
}

fn facebook(target: &str) -> String {
    format!("https://l.facebook.com/l.php?u={}&h=AT0", percent(target))
}

fn fireeye_encoded(target: &str) -> String {
    let target = percent(target);
    format!("https://protect2.fireeye.com/v1/url?k=a1b2c3d4-0a1b2c3d&q=1&e=0a1b&u={target}")
}

fn fireeye_raw(target: &str) -> String {
    format!("https://protect2.fireeye.com/v1/url?k=a1b2c3d4-0a1b2c3d&q=1&e=0a1b&u={target}")
}

fn forcepoint(target: &str) -> String {
    let fields = format!("12345678901policy.example\0message\0someone@example.org\0{target}\0");
    let packed = base64url([&[1], zlib(fields).as_slice()].concat());
    format!("http://hybrid-web.global.blackspider.com/urlwrap/?q={packed}&Z")
}

fn google(target: &str) -> String {
    let target = escape(target, '%', "-._~:/?,");
    format!("https://www.google.com/url?q={target}&source=gmail&ust=1&usg=AOv")
}

fn google_amp(target: &str) -> String {
    match behind_scheme(target) {
        (rest, true) => format!("https://www.google.com/amp/s/{rest}"),
        (rest, false) => format!("https://www.google.com/amp/{rest}"),
    }
}

fn inky(target: &str) -> String {
    let json = serde_json::json!({ "recipient": "someone@example.org", "url": target });
    let packed = base64url(zlib(json.to_string()));
    format!("https://shared.outlook.inky.com/link?domain=example.com&t=h.{packed}.MEUCIQ")
}

fn mailgun(target: &str) -> String {
    let query = format!("h=a1&i=b2&l={}&r=someone%40example.org", percent(target));
    format!("https://email.example.net/c/{}", base64url(zlib(query)))
}

fn mailinblack(target: &str) -> String {
    let json = serde_json::json!({ "lang": "FR", "url": target, "token": "a1" });
    let packed = base64url(json.to_string());
    format!("https://mibc-fr-01.mailinblack.com/securelink/?url=https://example.com&key={packed}")
}

fn mailjet(target: &str) -> String {
    let packed = base64url(target);
    format!("https://a1b2.mjt.lu/lnk/AV0AAA/1/a1b2-c3/{packed}")
}

fn mandrill(target: &str) -> String {
    let inner = serde_json::json!({ "u": 1, "v": 1, "url": target, "id": "a1" });
    let outer = serde_json::json!({ "s": "a1", "v": 1, "p": inner.to_string() });
    let packed = base64url(outer.to_string());
    format!("https://mandrillapp.com/track/click/1234567/example.com?p={packed}")
}

fn menlo(target: &str) -> String {
    format!("https://safe.menlosecurity.com/{target}")
}

fn safelinks(target: &str) -> String {
    let target = percent(target);
    format!(
        "https://eur01.safelinks.protection.outlook.com/?url={target}&data=05%7C02%7Ca%40b%7C0&sdata=Ab%2BC%3D&reserved=0"
    )
}

fn mozilla(target: &str) -> String {
    let hash = "0123456789abcdef".repeat(4);
    format!(
        "https://prod.outgoing.prod.webservices.mozgcp.net/v1/{hash}/{}",
        percent(target)
    )
}

fn nextcloud(target: &str) -> String {
    format!("https://cloud.example.net/index.php/apps/mail/redirect?src={target}")
}

fn opswat_encoded(target: &str) -> String {
    format!("https://gw.example.net/safe-redirect/{}", percent(target))
}

fn opswat_raw(target: &str) -> String {
    format!("https://gw.example.net/safe-redirect/{target}")
}

fn postmark(target: &str) -> String {
    let (rest, is_https) = behind_scheme(target);
    let flags = if is_https { "3s" } else { "3" };
    format!(
        "https://click.pstmrk.it/{flags}/{}/a1/b2/AQ/c3",
        percent(rest)
    )
}

fn proofpoint_v1(target: &str) -> String {
    let target = percent(target);
    format!("https://urldefense.proofpoint.com/v1/url?u={target}&k=a1%3D%0A&r=b2&m=c3&s=d4")
}

fn proofpoint_v2(target: &str) -> String {
    let target = escape(target, '-', "./").replace('/', "_");
    format!("https://urldefense.proofpoint.com/v2/url?u={target}&d=DwMFaQ&c=a1&r=b2&m=c3&s=d4&e=")
}

/// Replaces runs of characters outside a plain set by asterisks and keeps their bytes in a pool.
fn proofpoint_v3(target: &str) -> String {
    const RUNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?&=%,@".contains(&byte);
    let mut mangled = String::new();
    let mut pool = Vec::new();
    let mut rest = target.as_bytes();
    while let [byte, behind @ ..] = rest {
        if is_plain(*byte) {
            mangled.push(char::from(*byte));
            rest = behind;
            continue;
        }
        let longest = rest.iter().position(|byte| is_plain(*byte));
        let (run, behind) = rest.split_at(longest.unwrap_or(rest.len()).min(RUNS.len() + 1));
        pool.extend_from_slice(run);
        match run.len() {
            1 => mangled.push('*'),
            length => mangled.extend(['*', '*', char::from(RUNS[length - 2])]),
        }
        rest = behind;
    }
    let pool = base64url(pool);
    format!("https://urldefense.com/v3/__{mangled}__;{pool}!!BClRuOV5!a1-B2_c$")
}

fn href_li(target: &str) -> String {
    format!("https://href.li/?{target}")
}

fn sailthru(target: &str) -> String {
    let packed = base64url(target);
    format!("https://link.example.net/click/12345678.1234/{packed}/5a1b2c3d")
}

fn sophos(target: &str) -> String {
    let packed = percent(&base64(target));
    format!("https://eu-west-1.protection.sophos.com/?d=example.com&u={packed}&i=a1&t=b2&h=c3&s=d4")
}

fn sophos_appliance(target: &str) -> String {
    let packed = base64url(format!("ver=1&&url={}", percent(target)));
    format!("https://sea.example.net/?{packed}")
}

/// Tagged fields: the field's letter less its case bits, with the width of the length on top.
fn sparkpost(target: &str) -> String {
    let mut fields = Vec::new();
    for (letter, value) in [(b'D', target), (b'R', "someone@example.org"), (b'W', "a1")] {
        let number = letter & 0x3f;
        if let Ok(length) = u8::try_from(value.len()) {
            fields.extend([1 << 6 | number, length]);
        } else {
            let [low, high] = u16::try_from(value.len()).unwrap().to_le_bytes();
            fields.extend([2 << 6 | number, low, high]);
        }
        fields.extend_from_slice(value.as_bytes());
    }
    let payload = base64(fields)
        .replace('+', "-")
        .replace('/', "_")
        .replace('=', "~");
    format!("https://atlas-trk.prd.msg.ss-inf.net/f/a/AbCdEfGhIjKlMnOpQrStUv~~/AAAAAQA~/{payload}")
}

fn substack(target: &str) -> String {
    let json = serde_json::json!({ "e": target, "u": 1 });
    let packed = base64url(json.to_string());
    format!("https://substack.com/redirect/2/{packed}.a1b2c3")
}

fn noclick(target: &str) -> String {
    let (scheme, host, rest) = around_host(target);
    format!("{scheme}noclick_{host}{rest}")
}

fn unisender(target: &str) -> String {
    let packed = base64(target)
        .replace('+', "-")
        .replace('/', "_")
        .replace('=', "~");
    format!("https://geteml.com/ru/mail_link_tracker?hash=a1&url={packed}&user=b2")
}

fn vade_v2(target: &str) -> String {
    let (rest, _) = behind_scheme(target);
    format!("https://antiphishing.vadesecure.com/2/c29tZW9uZXxhMQ/{rest}")
}

/// Blocks of ten characters in another order; what is left over is turned round.
fn vipre(target: &str) -> String {
    // The first character of a scrambled block is the plain one's eighth, and so on.
    const ORDER: [usize; 10] = [7, 3, 0, 1, 9, 5, 6, 8, 2, 4];
    let plain: Vec<char> = target.chars().collect();
    let mut scrambled = String::new();
    for block in plain.chunks(ORDER.len()) {
        if block.len() == ORDER.len() {
            scrambled.extend(ORDER.iter().map(|place| block[*place]));
        } else {
            scrambled.extend(block.iter().rev());
        }
    }
    let scrambled = percent(&scrambled);
    format!("https://url6.mailanyone.net/scanner?m=a1&d=4%7Cmail&o={scrambled}&s=b2")
}

fn yahoo(target: &str) -> String {
    let target = percent(target);
    format!("https://r.search.yahoo.com/_ylt=A1;_ylu=B2/RV=2/RE=1/RO=10/RU={target}/RK=2/RS=c3-")
}
