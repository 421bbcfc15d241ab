//! What the invented people write.

use super::dice::Dice;

const GIVEN: &[&str] = &[
    "Adèle",
    "Anaïs",
    "Benoît",
    "Camille",
    "Cédric",
    "Céline",
    "Chloé",
    "Claire",
    "Éléonore",
    "Élodie",
    "Étienne",
    "François",
    "Gaëlle",
    "Hélène",
    "Inès",
    "Jean-Noël",
    "Jérôme",
    "Joël",
    "Léa",
    "Loïc",
    "Lucas",
    "Maëlys",
    "Marie",
    "Mathilde",
    "Michel",
    "Noémie",
    "Océane",
    "Paul",
    "Raphaël",
    "Rémi",
    "Sébastien",
    "Sophie",
    "Théo",
    "Yann",
    "Zoé",
];

const FAMILY: &[&str] = &[
    "AUBRÉE",
    "BEAUCHÊNE",
    "BELLANGER",
    "BOISSEAU",
    "BRÉHIER",
    "CHÂTELAIN",
    "COËTMEUR",
    "CORDIER",
    "D’ARTOIS",
    "DELCROIX",
    "ÉVRARD",
    "FONTANEL",
    "GARCIN",
    "GUÉRINEAU",
    "HAMELIN",
    "JOUANNEAU",
    "KERLEAU",
    "LEBŒUF",
    "LEMAÎTRE",
    "MAHÉ",
    "MAUGER",
    "MERCŒUR",
    "MORVAN",
    "NOËLLET",
    "OLLIVIER",
    "PÉCHARD",
    "PRIGENT",
    "QUÉMÉNER",
    "RABIER",
    "ROUSSELOT",
    "SÉGALEN",
    "TANGUY",
    "THÉBAULT",
    "VASSEUR",
    "VIGNERON",
];

const PLACE: &[&str] = &["chu", "clinique", "labo", "radiologie", "medecin", "ehpad", "pharmacie"];

const ILLNESS: &[&str] = &[
    "une hypertension artérielle",
    "un diabète de type 2",
    "une fibrillation atriale",
    "une pneumopathie franche",
    "une lombalgie chronique",
    "une gonarthrose évoluée",
    "un asthme persistant",
    "une insuffisance rénale modérée",
    "une sténose carotidienne",
    "une lithiase vésiculaire",
    "une œsophagite peptique",
    "un épisode dépressif",
    "un eczéma atopique",
    "une cataracte bilatérale",
    "une anémie ferriprive",
    "une thrombose veineuse profonde",
    "un syndrome d’apnées du sommeil",
    "une hypothyroïdie",
    "une maladie cœliaque",
    "une grossesse de 24 semaines",
];

const DRUG: &[&str] = &[
    "amlodipine",
    "amoxicilline",
    "apixaban",
    "atorvastatine",
    "bisoprolol",
    "ésoméprazole",
    "furosémide",
    "gliclazide",
    "ibuprofène",
    "lévothyroxine",
    "metformine",
    "paracétamol",
    "périndopril",
    "prednisone",
    "salbutamol",
    "sertraline",
    "tramadol",
    "zopiclone",
];

const EXAM: &[&str] = &[
    "scanner thoracique",
    "IRM du genou droit",
    "échographie abdominale",
    "électrocardiogramme",
    "Holter tensionnel",
    "coloscopie",
    "spirométrie",
    "ostéodensitométrie",
    "bilan lipidique",
    "ionogramme sanguin",
    "dosage de la TSH",
    "radiographie du rachis",
    "épreuve d’effort",
    "mammographie",
    "examen cytobactériologique des urines",
];

const TOPIC: &[&str] = &[
    "Compte rendu de consultation",
    "Résultats de biologie",
    "Lettre de sortie",
    "Demande d’avis",
    "Lettre de liaison",
    "Compte rendu opératoire",
    "Imagerie",
    "Renouvellement d’ordonnance",
    "Réunion de concertation",
    "Rendez-vous",
];

/// `{p}` is a person, `{i}` an illness, `{m}` a drug, `{e}` an exam, `{d}` a
/// date, `{n}` a number.
const SENTENCES: &[&str] = &[
    "Cher confrère, merci de m’avoir confié {p}, né(e) le {d}, pour {i}.",
    "Je revois ce jour {p} ; au dossier : {i}.",
    "L’examen réalisé le {d} ({e}) ne montre pas d’argument en faveur d’une récidive.",
    "Examen du {d} ({e}) : anomalies compatibles avec {i}.",
    "Le traitement comporte {m} {n} mg le matin et {m} {n} mg le soir.",
    "J’ai proposé un nouveau traitement, {m} {n} mg, sous surveillance rapprochée.",
    "La tension est mesurée à {n}/{n} mmHg, la fréquence cardiaque à {n} par minute.",
    "L’examen clinique est sans particularité ; l’auscultation est normale.",
    "L’évolution est favorable, avec une nette diminution des douleurs et une reprise de la marche.",
    "Faute d’amélioration, une hospitalisation a été organisée à compter du {d}.",
    "La créatinine est à {n} µmol/L, la CRP à {n} mg/L, l’hémoglobine à 13,{n} g/dL.",
    "Je vous laisse le soin d’adapter le traitement ({m}) ; contrôle dans trois mois : {e}.",
    "Je reverrai {p} avec les résultats (« {e} ») le {d}.",
    "Antécédents : {i}, {i}, allergie : {m}.",
    "Le dossier a été discuté le {d} ; une surveillance simple a été retenue.",
    "Vous trouverez le compte rendu complet en pièce jointe.",
    "Dossier n° {n}-{n}-{n}, prélèvement reçu le {d}, validé par {p}.",
    "Merci de bien vouloir confirmer la réception de ce message et de renvoyer l’ordonnance.",
    "Faut-il interrompre le traitement ({m}) avant le geste prévu le {d} ?",
    "La famille souhaite être rappelée au sujet du retour à domicile et des soins infirmiers.",
    "Les soins de plaie sont à poursuivre trois fois par semaine, avec contention.",
    "Sortie prévue le {d} avec {m}, {m} et une rééducation fonctionnelle.",
    "Vaccinations à jour ; rappel à prévoir à l’âge de {n} ans.",
    "En conclusion : {i}, stable sous {m} ; pas de changement de traitement.",
    "Nous restons à votre disposition au secrétariat, où {p} vous répondra.",
];

/// A name as it is shown, and an address.
pub fn person(dice: &mut Dice) -> (String, String) {
    let (given, family) = (dice.pick(GIVEN), dice.pick(FAMILY));
    let title = if dice.percent(60) { "Dr " } else { "" };
    let address = format!("{}.{}@{}.example", ascii(given), ascii(family), dice.pick(PLACE));
    (format!("{title}{given} {family}"), address)
}

pub fn subject(dice: &mut Dice) -> String {
    let mut subject = format!("{} - {} {}", dice.pick(TOPIC), dice.pick(FAMILY), dice.pick(GIVEN));
    if dice.percent(40) {
        subject += &format!(" ({})", dice.pick(EXAM));
    }
    subject
}

/// Paragraphs of some sentences, with an empty line between.
pub fn letter(dice: &mut Dice, paragraphs: u64) -> String {
    let mut text = String::with_capacity(2048);
    for paragraph in 0..paragraphs {
        if paragraph > 0 {
            text += "\n\n";
        }
        for sentence in 0..2 + dice.below(3) {
            if sentence > 0 {
                text.push(' ');
            }
            fill(&mut text, dice.pick(SENTENCES), dice);
        }
    }
    text + "\n"
}

fn fill(text: &mut String, sentence: &str, dice: &mut Dice) {
    let mut pieces = sentence.split('{');
    *text += pieces.next().unwrap_or_default();
    for piece in pieces {
        let (what, rest) = piece.split_once('}').expect("a sentence closes what it opens");
        match what {
            "p" => *text += &format!("{} {}", dice.pick(GIVEN), dice.pick(FAMILY)),
            "i" => *text += dice.pick(ILLNESS),
            "m" => *text += dice.pick(DRUG),
            "e" => *text += dice.pick(EXAM),
            "d" => *text += &date(dice),
            "n" => *text += &(5 + dice.below(190)).to_string(),
            other => panic!("no such place in a sentence: {other}"),
        }
        *text += rest;
    }
}

pub fn date(dice: &mut Dice) -> String {
    format!("{:02}/{:02}/{}", 1 + dice.below(28), 1 + dice.below(12), 1935 + dice.below(91))
}

/// What of a name can stand in an address.
fn ascii(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' => plain.push(letter),
            'à' | 'â' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ç' => plain.push('c'),
            'œ' => plain.push_str("oe"),
            _ => plain.push('-'),
        }
    }
    plain
}
