# Les mots de Sceau. Le français est la source ; tests/i18n.rs compare les langues.
# Une clé dit où et pour quoi : « list-empty-title ». Des phrases entières, jamais
# collées ; une espace insécable ou fine insécable devant ; : ! ? et dans « ».

## Dates et grandeurs

date-this-week = { $weekday ->
    [1] lun. { $time }
    [2] mar. { $time }
    [3] mer. { $time }
    [4] jeu. { $time }
    [5] ven. { $time }
    [6] sam. { $time }
   *[7] dim. { $time }
}
date-day = { $day ->
    [1] 1er
   *[other] { $day }
}
date-month-short = { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
date-month-long = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
date-weekday-long = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
date-this-year = { date-day } { date-month-short }
date-any = { date-day } { date-month-short } { $year }
date-long = { date-weekday-long } { date-day } { date-month-long } { $year } à { $time }
date-day-long = { date-weekday-long } { date-day } { date-month-long } { $year }

size-bytes = { $value } o
size-kilo = { $value } Ko
size-mega = { $value } Mo
size-giga = { $value } Go
size-tera = { $value } To

## Rôles des dossiers

role-inbox = Boîte de réception
role-drafts = Brouillons
role-templates = Modèles
role-sent = Envoyés
role-archive = Archives
role-junk = Indésirables
role-trash = Corbeille

## Étiquettes d’autres logiciels de messagerie (Thunderbird)

label-important = Important
label-work = Travail
label-personal = Personnel
label-to-do = À faire
label-later = Plus tard

## Boîtes et dossiers

folders-secure-space = Boîte de l’espace de confiance MSSanté
folders-line-working = Relève en cours
folders-line-offline = Hors ligne : le courrier déjà relevé reste lisible
folders-line-card = En attente de la carte ou de la clé : le courrier déjà relevé reste lisible
folders-line-refused = Le serveur refuse la connexion. Cliquez pour y remédier.
folders-empty-title = Aucune boîte aux lettres
folders-empty-sentence = Ajoutez une boîte pour relever votre courrier sur ce poste.
folders-empty-add = Ajouter une boîte

## Liste des messages

list-loading = Chargement…
list-results = Résultats pour « { $query } »
list-search-clear = Fermer la recherche
list-search-leave = Revenir au dossier
list-filter-all = Tous
list-filter-unread = Non lus
list-filter-flagged = Suivis
list-filter-attachment = Pièces jointes
list-filter-patients = Patients
list-sort-date = Date
list-sort-who = Correspondant
list-sort-subject = Objet
list-sort-size = Taille
list-sort-ascending = Ordre croissant
list-sort-descending = Ordre décroissant
list-count = { $count ->
    [0] Aucun message
    [one] { $number } message
   *[other] { $number } messages
}
list-count-unread = { $unread ->
    [one] { $new } non lu sur { $number }
   *[other] { $new } non lus sur { $number }
}
list-count-found = { $count ->
    [0] Aucun résultat
    [one] { $number } résultat
   *[other] { $number } résultats
}
list-count-chosen = { $count ->
    [one] { $number } choisi
   *[other] { $number } choisis
}
list-none-title = Aucun dossier ouvert
list-none-sentence = Choisissez un dossier à gauche pour voir ses messages.
list-empty-title = Ce dossier est vide
list-empty-sentence = Les messages qui arrivent ici se montreront aussitôt.
list-filtered-title = Aucun message de ce genre
list-filtered-sentence = Ce dossier contient d’autres messages.
list-filtered-all = Voir tous les messages
list-no-result-title = Aucun résultat pour « { $query } »
list-no-result-sentence = Essayez avec moins de mots, ou seulement le début d’un mot.
list-failed-title = La liste n’a pas pu être lue
list-failed-sentence = Vos messages sont toujours dans le cache de ce poste.
list-rows-failed = Une partie de la liste n’a pas pu être lue.

## Lecture

reader-none-title = Aucun message ouvert
reader-none-sentence = Choisissez un message dans la liste pour le lire ici.
reader-pending-title = Le message n’est pas encore arrivé sur ce poste
reader-pending-sentence = Son en-tête est là ; son texte arrivera avec la suite de la relève.
reader-failed-title = Le message n’a pas pu être ouvert
reader-failed-sentence = Il est toujours dans le cache de ce poste.
reader-no-subject = (sans objet)
reader-from = De
reader-to = À
reader-cc = Copie
people-patient = patient
people-trusted = Espace de confiance MSSanté
people-outside = hors de l’espace de confiance
people-out-of-place = adresse MSSanté venue d’ailleurs
people-stranger = premier message
people-known = Vous lui avez déjà écrit
reader-people-show = { $count ->
    [one] Voir le destinataire
   *[other] Voir les { $number } destinataires
}
reader-people-hide = Replier les destinataires
reader-mark-plain = Ni signé ni chiffré
reader-mark-signed = Signé, signature non vérifiée
reader-mark-encrypted = Chiffré, non déchiffré sur ce poste
reader-several-senders = Ce message nomme plusieurs expéditeurs. Ne vous fiez à aucun sans l’avoir vérifié.
reader-attachments = { $count ->
    [one] { $number } pièce jointe, { $size }
   *[other] { $number } pièces jointes, { $size }
}
reader-view = Voir ici
reader-view-back = Revenir au message
reader-view-broken = Ce fichier ne peut pas être montré : il est abîmé, protégé par un mot de passe, ou trop grand. Enregistrez-le pour l’ouvrir avec un autre programme.
reader-open-with = Ouvrir avec un autre programme
reader-send-document = Envoyer ce document à…
reader-within = { $size }, dans une pièce jointe
reader-program = { $size }, programme
reader-view-not = Ce format ne peut pas être montré ici : enregistrez le fichier pour l’ouvrir avec un autre programme.
reader-save-as = Enregistrer sous…
reader-save-all = Tout enregistrer
reader-copy-all = Copier tout le texte
reader-fixed = Lettres de même largeur, pour les tableaux
reader-proportional = Lettres ordinaires
reader-plain = Le texte seul, sans mise en page
reader-laid-out = Revenir à la mise en page
reader-cut = Ce message est trop long pour être montré en entier : enregistrez-le pour en lire la suite.
reader-unlaid = La mise en page de ce message ne peut pas être montrée ici : voici son texte.
page-letters = Lecture :
page-letters-automatic = automatique
page-letters-found = automatique ({ $name })
page-pictures-held = { $count ->
    [one] Une image n’a pas été chargée depuis Internet.
   *[other] { $count } images n’ont pas été chargées depuis Internet.
}
page-pictures-coming = Chargement des images…
page-pictures-show = Afficher
page-pictures-always = Toujours pour cet expéditeur
page-copy = Copier
page-select-all = Tout sélectionner
page-find = Chercher dans le message…
page-larger = Agrandir
page-smaller = Réduire
page-normal-size = Taille normale
page-find-hint = Chercher dans le message
page-find-none = Rien trouvé
page-find-place = { $at } sur { $count }
page-find-previous = Précédent
page-find-next = Suivant
page-find-close = Fermer la recherche
letter-title = { $subject } – Sceau
letter-previous = Précédent
letter-next = Suivant
letter-close = Fermer
letter-too-many = { $most } messages sont déjà ouverts, chacun dans sa fenêtre : fermez-en un, puis réessayez
open-title = Ouvrir avec un autre programme ?
open-program-title = Ce fichier est un programme
open-macros = Ce genre de document peut contenir des commandes qui s’exécutent à l’ouverture. Ne l’ouvrez que si vous attendiez ce fichier de cet expéditeur.
open-page = Une page web peut imiter un site connu pour demander un mot de passe. Elle s’ouvre dans le navigateur, hors de Sceau.
open-archive = On ne sait ce que contient une archive qu’après l’avoir ouverte. Ne l’ouvrez que si vous attendiez ce fichier de cet expéditeur.
open-unknown = Rien ne dit de quel genre est ce fichier, ni quel programme va l’ouvrir.
open-program = Ouvert, il agirait sur ce poste avec tous vos droits. Sceau ne l’ouvre pas ; aucun correspondant sérieux n’envoie un programme par courrier.
open-once = La question n’est posée qu’une fois pour les fichiers de ce genre.
open-open = Ouvrir
open-save = Enregistrer…
link-title = Ouvrir ce lien ?
link-sentence = Il mène à cette adresse :
link-sentence-host = Il mène vers { $host } :
link-misleads = Attention : le texte du lien annonce une autre adresse que celle où il mène.
link-copy = Copier l’adresse
link-follow = Ouvrir
reader-headers-show = Voir les en-têtes
reader-headers-hide = Revenir au message
reader-blank = Ce message ne contient pas de texte.
reader-blank-attachments = Ce message ne contient pas de texte, seulement des pièces jointes.

## Cartes de rendez-vous et de personnes

card-kind-appointment = Rendez-vous
card-kind-tentative = Rendez-vous à confirmer
card-kind-request = Invitation à un rendez-vous
card-kind-changed = Rendez-vous modifié
card-kind-cancel = Rendez-vous annulé
card-kind-accepted = Invitation acceptée
card-kind-declined = Invitation refusée
card-kind-maybe = Invitation acceptée sous réserve
card-kind-reply = Réponse à une invitation
card-kind-counter = Autre moment proposé
card-kind-refused = Autre moment refusé
card-kind-contact = Carte de visite
card-untitled = (sans titre)
card-unnamed = (sans nom)
card-when = Quand
card-repeats = Répétition
card-where = Où
card-organizer = Organisateur
card-attendees = Participants
card-comment = Commentaire
card-when-at = { $day } à { $time }
card-when-hours = { $day }, de { $from } à { $to }
card-when-span = du { $first } à { $from } au { $last } à { $to }
card-when-day = { $day }, toute la journée
card-when-days = du { $first } au { $last }
card-zone-unknown = À l’heure du lieu « { $zone } », que ce poste ne connaît pas.
card-one-of-many = Cette date seulement, d’un rendez-vous qui se répète.
card-part = – { $part }
card-part-accepted = accepté
card-part-declined = refusé
card-part-maybe = peut-être
card-part-delegated = délégué
card-part-silent = sans réponse
card-part-optional = facultatif
card-more-people = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}
card-more-appointments = { $count ->
    [one] Un autre rendez-vous n’est pas montré ici.
   *[other] { $count } autres rendez-vous ne sont pas montrés ici.
}
card-more-contacts = { $count ->
    [one] Une autre carte n’est pas montrée ici.
   *[other] { $count } autres cartes ne sont pas montrées ici.
}
card-and = { $list } et { $last }
card-telephone = Téléphone
card-mail = Courriel
card-address = Adresse
card-site = Site
card-for = ({ $purpose })
card-for-work = travail
card-for-home = domicile
card-for-mobile = portable
card-for-fax = télécopie
card-for-pager = bip
repeat-daily = { $every ->
    [1] chaque jour
   *[other] tous les { $every } jours
}
repeat-weekly = { $every ->
    [1] chaque semaine
   *[other] toutes les { $every } semaines
}
repeat-monthly = { $every ->
    [1] chaque mois
   *[other] tous les { $every } mois
}
repeat-yearly = { $every ->
    [1] chaque année
   *[other] tous les { $every } ans
}
repeat-on = { $repeat } : { $days }
repeat-nth = { $nth ->
    [1] premier { $day }
    [2] deuxième { $day }
    [3] troisième { $day }
    [4] quatrième { $day }
    [5] cinquième { $day }
   *[-1] dernier { $day }
}
repeat-day = le { date-day }
repeat-last-day = le dernier jour
repeat-day-from-end = le { $day }e jour avant la fin
repeat-count = { $count ->
    [one] { $repeat }, une fois
   *[other] { $repeat }, { $count } fois
}
repeat-until = { $repeat }, jusqu’au { $day }
repeat-other = Se répète, selon une règle qui n’est pas dite ici.
repeat-added = { $count ->
    [one] et une date de plus
   *[other] et { $count } dates de plus
}
repeat-left-out = { $count ->
    [one] sauf une date
   *[other] sauf { $count } dates
}
fold-lines = { $count ->
    [one] Une ligne citée
   *[other] { $count } lignes citées
}

### Écrans, fenêtres, avis, barre d’état, raccourcis

## Documents de santé

clinical-results = Résultats de laboratoire
clinical-document = Document de santé
clinical-unnamed = Patient non nommé
clinical-born = né(e) le { $day }
clinical-born-female = née le { $day }, sexe féminin
clinical-born-male = né le { $day }, sexe masculin
clinical-deceased = Patient décédé
clinical-masked = Masqué par le document : { $traits }
clinical-ins = INS
clinical-ins-unchecked = INS
clinical-ins-nir = NIR
clinical-ins-nia = NIA, identité provisoire
clinical-ins-test = TEST : aucun patient réel
clinical-ins-demo = DÉMO : aucun patient réel
clinical-ins-old = ancien INS-C
clinical-ins-unknown = nature inconnue
clinical-key-wrong = clé erronée
clinical-key-unreadable = illisible
clinical-birth-name = Nom de naissance
clinical-used-name = Nom utilisé
clinical-given-names = Prénoms
clinical-birth-place = Lieu de naissance
clinical-guardians = Représentants
clinical-social-security = N° de sécurité sociale
clinical-patient-code = Code patient
clinical-sender = Expéditeur
clinical-recipient = Destinataire
clinical-number = Dossier
clinical-date = Date
clinical-moment = { $day } à { $time }
clinical-author = Auteur
clinical-masked-author = auteur masqué
clinical-responsible = Responsable
clinical-custodian = Conservé par
clinical-act = Date de l’acte
clinical-written = Rédigé
clinical-sent = Envoyé
clinical-version = Version
clinical-replaces = Annule et remplace une version précédente
clinical-confidentiality = Confidentialité
clinical-analysis = Analyse
clinical-value = Résultat
clinical-unit = Unité
clinical-range = Valeurs usuelles
clinical-mark = Signalé
clinical-before = Antérieur
clinical-before-value = { $value } le { $day }
clinical-course = Évolution : { $values }, puis { $now }
clinical-range-from = ≥ { $low }
clinical-range-to = ≤ { $high }
clinical-range-between = { $low } à { $high }
clinical-low = bas
clinical-high = haut
clinical-abnormal = anormal
clinical-critically-low = très bas, critique
clinical-critically-high = très haut, critique
clinical-critically-abnormal = anormal, critique
clinical-not-validated = résultat non validé
clinical-corrected = résultat corrigé
clinical-out-of-range = { $count ->
    [1] Un résultat hors des valeurs usuelles
   *[other] { $count } résultats hors des valeurs usuelles
}
clinical-critical = { $count ->
    [1] , dont un critique
   *[other] , dont { $count } critiques
}
clinical-result = { $mark } – { $name } : { $value }
clinical-rest = Autres indications de l’en-tête
clinical-outside = Texte hors du fichier de résultats
clinical-file-within = Le fichier « { $name } » est joint à ces résultats ; il figure parmi les pièces jointes.
clinical-file-pdf = Ce document contient un PDF ; il figure parmi les pièces jointes, où il s’ouvre d’un clic.
clinical-file-picture = Ce document contient une image ; elle figure parmi les pièces jointes, où elle s’ouvre d’un clic.
clinical-file-text = Ce document contient un fichier de texte ; il figure parmi les pièces jointes.
clinical-file-unknown = Ce document contient un fichier de type inconnu ; il figure parmi les pièces jointes, à enregistrer.
clinical-file-damaged = Il est abîmé.
clinical-copy = Une copie de ce document en PDF figure parmi les pièces jointes.
clinical-linked = Le contenu de ce document se trouve ailleurs que dans ce message ; il n’a pas été cherché.
clinical-missing = Ce document n’a pas de contenu lisible.
clinical-faulty = Ce fichier comporte des défauts : ce qui suit est tout ce qui a pu en être lu.
clinical-notice-signed = Le document est dans une signature électronique qui n’a pas été vérifiée.
clinical-notice-documents = Le fichier contient plusieurs documents ; seul le premier est affiché.
clinical-notice-patients = Attention : le document nomme plusieurs patients ; seul le premier est affiché.
clinical-notice-bodies = Le document a plusieurs contenus ; seul le premier est affiché.
clinical-notice-no-patient = Attention : le document ne nomme aucun patient.
clinical-narrative-file = [fichier, parmi les pièces jointes]
clinical-narrative-picture = [image non affichée]
clinical-narrative-coded = Cette partie ne contient que des données codées, sans texte à lire.
clinical-narrative-findings = Résultats signalés que le texte ne montre pas
clinical-archive = { $count ->
    [1] Archive de santé (IHE_XDM), un document
   *[other] Archive de santé (IHE_XDM), { $count } documents
}
clinical-numbered = Document { $number }
clinical-verified = Fichier intact (empreinte vérifiée)
clinical-unsaid = Intégrité non vérifiable : l’envoi n’en donne pas l’empreinte
clinical-mismatch = Fichier altéré : il n’est pas celui que l’envoi décrit
clinical-not-there = Fichier absent de l’archive
clinical-unlisted = Fichier que l’envoi ne décrit pas
clinical-deprecated = Version remplacée par une autre
clinical-deleted = Document à supprimer, selon son auteur
clinical-lost = Le document « { $name } » est annoncé mais absent de l’archive.
clinical-twin-same = Le même document : { $name }
clinical-twin-pdf = Le même en PDF : { $name }
clinical-twin-likely = Le même en PDF, sans doute : { $name }
clinical-contradicts = Attention : le document et la description de l’envoi se contredisent ({ $what }).
clinical-trait-ins = INS
clinical-trait-ins-kind = nature de l’INS
clinical-trait-birth-name = nom de naissance
clinical-trait-first-name = prénom
clinical-trait-birth-date = date de naissance
clinical-trait-sex = sexe
clinical-trait-birth-place = lieu de naissance
clinical-trait-id = identifiant du document
clinical-trait-kind = type de document
clinical-archive-no-metadata = L’archive n’a pas de description (METADATA.XML) ; ses fichiers sont tous listés.
clinical-archive-long-metadata = La description de l’archive est trop longue et n’a pas été lue.
clinical-archive-faulty-metadata = La description de l’archive est abîmée : des documents peuvent y manquer.
clinical-archive-no-document = La description de l’archive n’annonce aucun document.
clinical-archive-several-sets = L’archive réunit plusieurs envois.
clinical-archive-several-patients = Attention : l’archive contient des documents de plusieurs patients.
clinical-archive-signed = L’envoi porte une signature électronique qui n’a pas été vérifiée.
clinical-archive-doubled-name = Deux fichiers portent le même nom ; seul le dernier a pu être lu.
clinical-archive-unlisted = L’archive contient des fichiers que sa description n’annonce pas.
clinical-archive-deletion = L’auteur demande la suppression d’un document.
clinical-refused-no-zip = Ce fichier n’est pas une archive ZIP.
clinical-refused-broken = L’archive est abîmée et n’a pas pu être ouverte.
clinical-refused-many = L’archive n’a pas été ouverte : elle contient trop de fichiers.
clinical-refused-large = L’archive n’a pas été ouverte : elle est trop volumineuse.
clinical-refused-bomb = L’archive n’a pas été ouverte : elle est faite pour saturer l’ordinateur.
clinical-refused-encrypted = L’archive est protégée par un mot de passe et n’a pas été ouverte.
clinical-refused-path = L’archive n’a pas été ouverte : un nom de fichier y cherche à écrire ailleurs.

## Le patient d’un message

about-subject = { $patient } — { $document }
about-patient = { $name }, { $born }
about-others = { $count ->
    [1] { $patient } et un autre patient
   *[other] { $patient } et { $count } autres patients
}
about-results = Résultats de laboratoire
about-more = { $count ->
    [1] { $document } et un autre document
   *[other] { $document } et { $count } autres documents
}
about-correspondent = { $name }, INS { $ins }
about-correspondent-unnamed = Patient, INS { $ins }
about-ins = INS { $number } ({ $kind })
about-ins-nir = NIR
about-ins-nia = NIA, identité provisoire
about-ins-test = TEST : aucun patient réel
about-ins-demo = DÉMO : aucun patient réel
about-ins-old = ancien INS-C
about-ins-unchecked = non vérifié
about-by-subject = d’après l’objet du message

## Boutons et mots communs

common-cancel = Annuler
common-close = Fermer
common-back = Retour
common-retry = Réessayer
common-quit = Quitter Sceau
common-details = Détails
common-hide-details = Masquer les détails
common-copy = Copier
common-copied = Copié
common-show-password = Afficher ce qui est saisi
common-hide-password = Masquer ce qui est saisi

## Accueil

welcome-title = Bienvenue dans Sceau
welcome-lead = La messagerie du cabinet, chiffrée sur ce poste et lisible sans réseau.
welcome-set-up = Configurer ma messagerie
welcome-set-up-hint = Une adresse et un mot de passe suffisent le plus souvent.
welcome-demonstration = Voir la boîte de démonstration
welcome-demonstration-hint = Des messages inventés, sans compte ni réseau. Rien n’en reste à la fermeture.

## Assistant

assistant-step = Étape { $step } sur 3
assistant-identity-title = Votre boîte
assistant-identity-lead = Sceau cherche les serveurs à partir de l’adresse.
assistant-email = Adresse électronique
assistant-email-hint = nom@cabinet.example
assistant-email-missing = Saisissez l’adresse de la boîte.
assistant-email-no-at = Il manque l’arobase (@) : une adresse s’écrit nom@domaine.
assistant-email-no-local-part = Il manque le nom avant l’arobase (@).
assistant-email-bad-domain = Ce qui suit l’arobase (@) n’est pas un nom de domaine, comme « cabinet.example ».
assistant-email-bad-character = L’adresse contient une espace ou un signe qui n’y a pas sa place.
assistant-password = Mot de passe
assistant-password-missing = Saisissez le mot de passe de la boîte.
assistant-password-note = Il est gardé dans le cache chiffré de ce poste et n’est donné qu’au serveur de la boîte.
assistant-certificate = Certificat à présenter au serveur
assistant-certificate-none = Aucun
assistant-certificate-none-note = Le mot de passe suffit à la plupart des serveurs.
assistant-certificate-card = Sur la carte, qui doit être ouverte
assistant-certificate-kept = Certificat logiciel de ce poste
assistant-certificate-alone = Sans mot de passe : le certificat suffit
assistant-holder = Votre nom
assistant-holder-hint = Dr Anne Durand
assistant-holder-note = Tel que vos correspondants le liront.
assistant-space = Où se trouve cette boîte ?
assistant-space-secure = Espace de confiance MSSanté
assistant-space-secure-note = Pour les données de santé, entre professionnels et avec les patients.
assistant-space-ordinary = Messagerie ordinaire
assistant-space-ordinary-note = Hors de l’espace de confiance : pas de données de santé.
assistant-by-hand = Saisir les serveurs à la main
assistant-search = Chercher les serveurs

assistant-searching-title = Recherche des serveurs
assistant-searching-lead = Sceau demande au domaine { $domain } où se trouvent ses serveurs de messagerie.
assistant-searching-note = Quelques secondes. Le mot de passe n’est envoyé à personne pendant la recherche.
assistant-search-failed-title = La recherche n’a pas abouti

assistant-servers-title = Les serveurs de la boîte
assistant-servers-by-hand = L’opérateur de la boîte donne ces indications, souvent sous le nom « paramètres IMAP et SMTP ».
assistant-servers-not-found = Aucun serveur n’a été trouvé pour cette adresse. Saisissez ceux que l’opérateur de la boîte vous a donnés.
assistant-source-autoconfig = Publiés par le domaine de l’adresse, dans son fichier de configuration.
assistant-source-srv = Publiés par le domaine de l’adresse, dans le DNS.
assistant-source-guess = Rien n’est publié ; ces noms habituels répondent. Vérifiez qu’ils sont bien ceux de l’opérateur.
assistant-offers = Autres serveurs trouvés
assistant-edit = Modifier
assistant-receiving = Réception (IMAP)
assistant-sending = Envoi (SMTP)
assistant-host = Serveur
assistant-host-imap-hint = imap.cabinet.example
assistant-host-smtp-hint = smtp.cabinet.example
assistant-host-missing = Saisissez le nom du serveur.
assistant-host-bad = Seulement le nom du serveur, comme « imap.cabinet.example ».
assistant-port = Port
assistant-port-bad = De 1 à 65535.
assistant-security = Chiffrement
assistant-security-tls = TLS
assistant-security-starttls = STARTTLS
assistant-user = Nom d’utilisateur
assistant-user-missing = Saisissez le nom d’utilisateur.
assistant-user-note = Le plus souvent l’adresse elle-même.
assistant-user-by-certificate = Laissez vide : le certificat dit qui vous êtes.
assistant-user-of-certificate = celui du certificat
assistant-receive-only = Cette boîte ne fait que recevoir
assistant-receives-only = Cette boîte ne fait que recevoir.
assistant-server = { $host }, port { $port }, { $security }
assistant-check = Vérifier

assistant-checking-title = Vérification
assistant-checking-lead = Sceau s’identifie auprès de chaque serveur. Rien n’est envoyé ni supprimé.
assistant-check-waiting = En attente
assistant-check-running = Connexion en cours…
assistant-check-passed = Le serveur répond et vous reconnaît
assistant-correct = Corriger
assistant-pass-over = Continuer sans l’envoi
assistant-pass-over-note = Vous pourrez recevoir et lire ; l’envoi ne marchera pas tant que ce serveur n’aura pas répondu.
assistant-adding = Tout est prêt. Ouverture de la boîte…
assistant-add-failed = La boîte n’a pas pu être ajoutée

## Phrase de passe du cache

unlock-title = Sceau est verrouillé
unlock-lead = Les messages de ce poste sont chiffrés. Saisissez la phrase de passe pour les ouvrir.
unlock-lead-either = Les messages de ce poste sont chiffrés. Saisissez la phrase de passe, ou insérez la carte et saisissez son code.
unlock-lead-card = Les messages de ce poste sont chiffrés. Insérez la carte et saisissez son code pour les ouvrir.
unlock-code = Code de la carte
unlock-with-card = Ouvrir avec la carte
unlock-passphrase = Phrase de passe
unlock-submit = Ouvrir
unlock-waiting = Ouverture du cache…
unlock-wrong = Ce n’est pas cette phrase de passe. Vérifiez les majuscules et la disposition du clavier.
unlock-wrong-again = Toujours pas ({ $count } essais). Sans la phrase de passe, ce cache ne s’ouvre pas ; vos messages restent sur le serveur.
unlock-choose-title = Choisissez une phrase de passe
unlock-choose-lead = Ce poste n’a pas de trousseau de session : une phrase de passe protégera les messages gardés ici.
unlock-choose-note = Personne ne peut la retrouver. Sans elle, il faudra recharger les messages depuis le serveur.
unlock-again = La même, une seconde fois
unlock-again-wrong = Les deux saisies diffèrent.
unlock-create = Protéger et continuer
unlock-creating = Création du cache chiffré…
unlock-least = Au moins { $least } caractères. Quatre mots sans rapport font une bonne phrase.
unlock-too-short = { $missing ->
    [one] Encore un caractère : il en faut au moins { $least }.
   *[other] Encore { $missing } caractères : il en faut au moins { $least }.
}
unlock-monotonous = Facile à deviner : les mêmes caractères reviennent.
unlock-fair = Convenable. Quelques mots de plus la rendraient très solide.
unlock-good = Très solide.

## Profil inutilisable

blocked-title = Sceau ne peut pas s’ouvrir
blocked-retry = Réessayer
blocked-set-aside = Mettre ce cache de côté
blocked-quit = Quitter Sceau

## Avis

notice-retry = Réessayer
notice-new-password = Nouveau mot de passe…
notice-more = { $count ->
    [one] et un autre avis
   *[other] et { $count } autres avis
}
notice-dismiss = Retirer cet avis

## Ce qui ne va pas, et que faire

fault-profile-in-use = Sceau est déjà ouvert sur ce poste.
fault-profile-in-use-remedy = Passez à la fenêtre déjà ouverte, ou fermez-la, puis réessayez.
fault-wrong-passphrase = Cette phrase de passe n’ouvre pas le cache.
fault-wrong-passphrase-remedy = Vérifiez les majuscules et la disposition du clavier, puis saisissez-la de nouveau.
fault-keyring-absent = Le trousseau de la session ne donne pas la clé demandée.
fault-keyring-absent-remedy = Déverrouillez le trousseau de votre session, puis réessayez.
fault-cache-damaged = Le cache de ce poste est abîmé et ne se lit plus.
fault-cache-damaged-remedy = Fermez Sceau et ouvrez-le de nouveau : il refera ce cache de ce qui s’y lit encore et du serveur, sans rien perdre de ce qui attend d’être envoyé. S’il ne s’ouvre plus du tout, il peut être mis de côté ; l’adresse et le mot de passe seront alors redemandés.
fault-cache-mended = Le cache de ce poste était abîmé : Sceau l’a refait.
fault-cache-mended-remedy = Tout ce qui s’y lisait encore a été repris ; le reste revient du serveur. L’ancien fichier est gardé dans le dossier du profil.
fault-cache-newer = Ce cache a été écrit par une version plus récente de Sceau.
fault-cache-newer-remedy = Installez la dernière version de Sceau. Rien n’a été modifié.
fault-disk-full = Le disque de ce poste est plein.
fault-disk-full-remedy = Libérez de la place, puis réessayez. Ce qui est déjà là n’est pas perdu.
fault-cache-unwritable = Sceau ne peut pas écrire dans son dossier.
fault-cache-unwritable-remedy = Vérifiez les droits de ce dossier, et que le disque n’est ni plein ni en lecture seule, puis réessayez.
fault-last-slot = C’est la dernière façon d’ouvrir le cache : elle ne peut pas être retirée.
fault-last-slot-remedy = Ajoutez d’abord une autre protection ; une carte seule ne suffit pas.
fault-unknown-host = Le nom du serveur est introuvable.
fault-unknown-host-remedy = Vérifiez que ce poste est connecté au réseau et que le nom est bien écrit.
fault-unreachable = Le serveur ne répond pas.
fault-unreachable-remedy = Vérifiez la connexion au réseau et le port. Un pare-feu du cabinet peut aussi bloquer la messagerie.
fault-certificate-authority = Le certificat du serveur vient d’une autorité inconnue.
fault-certificate-authority-remedy = Le mot de passe n’a pas été envoyé. Demandez à l’opérateur quelle autorité il emploie.
fault-certificate-name = Le certificat présenté est celui d’un autre serveur.
fault-certificate-name-remedy = Le mot de passe n’a pas été envoyé. Vérifiez le nom du serveur ; s’il est juste, prévenez l’opérateur.
fault-certificate-expired = Le certificat du serveur a expiré.
fault-certificate-expired-remedy = Vérifiez la date de ce poste ; si elle est juste, prévenez l’opérateur.
fault-certificate-early = Le certificat du serveur n’est pas encore valable.
fault-certificate-early-remedy = La date de ce poste est sans doute en retard : corrigez-la, puis réessayez.
fault-certificate-revoked = Le certificat du serveur a été révoqué.
fault-certificate-revoked-remedy = Le mot de passe n’a pas été envoyé. N’insistez pas et prévenez l’opérateur.
fault-certificate-malformed = Le certificat du serveur est illisible.
fault-certificate-malformed-remedy = Le mot de passe n’a pas été envoyé. Prévenez l’opérateur.
fault-own-certificate-wanted = Le serveur demande un certificat, et n’en a reçu aucun qui lui convienne.
fault-own-certificate-wanted-remedy = Indiquez à Sceau la carte, la clé ou le fichier que l’opérateur a enregistré pour cette boîte.
fault-own-certificate-refused = Le serveur n’accepte pas le certificat présenté.
fault-own-certificate-refused-remedy = Vérifiez que c’est bien celui que l’opérateur a enregistré pour cette boîte, ou demandez-lui d’enregistrer celui-ci.
fault-own-certificate-expired = Le certificat présenté n’est plus valable : sa date est dépassée.
fault-own-certificate-expired-remedy = Renouvelez la carte ou le certificat, puis faites enregistrer le nouveau par l’opérateur.
fault-own-certificate-revoked = Le certificat présenté a été révoqué.
fault-own-certificate-revoked-remedy = Adressez-vous à qui a délivré la carte ou le certificat pour en obtenir un autre.
fault-tls-failed = La connexion chiffrée n’a pas pu s’établir.
fault-tls-failed-remedy = Vérifiez le port et le chiffrement : TLS et STARTTLS n’emploient pas le même port.
fault-no-tls = Ce serveur ne propose pas de connexion chiffrée.
fault-no-tls-remedy = Sceau n’envoie jamais un mot de passe en clair. Demandez à l’opérateur un serveur qui chiffre.
fault-server-gone = Le serveur a coupé la connexion.
fault-server-gone-remedy = Réessayez dans un instant. Si cela dure, vérifiez la connexion au réseau.
fault-server-busy = Le serveur n’a pas de place pour l’instant.
fault-server-busy-remedy = Sceau réessaie de lui-même dans quelques minutes.
fault-login-refused = Le serveur refuse le nom d’utilisateur ou le mot de passe.
fault-login-refused-remedy = Vérifiez l’un et l’autre, majuscules comprises. Certains opérateurs demandent un mot de passe propre aux logiciels de messagerie.
fault-login-unsupported = Ce serveur ne propose aucune identification que Sceau connaisse.
fault-login-unsupported-remedy = Demandez à l’opérateur d’ouvrir l’accès par mot de passe aux logiciels de messagerie.
fault-server-said = Le serveur a refusé la demande.
fault-server-said-remedy = Réessayez ; la raison qu’il donne est dans les détails.
fault-server-odd = Le serveur a répondu de façon incompréhensible.
fault-server-odd-remedy = Réessayez. Si cela se répète, copiez les détails pour l’assistance.
fault-revocation-unchecked = Une autorité de certification n’a pas pu être interrogée.
fault-revocation-unchecked-remedy = Le message reste lisible, mais un certificat a pu être révoqué sans que Sceau le sache. Réessayez plus tard.
fault-mailbox-in-use = La boîte est déjà ouverte par un autre logiciel.
fault-mailbox-in-use-remedy = En POP3, un seul logiciel relève à la fois. Fermez l’autre ; Sceau réessaie de lui-même.
fault-mailbox-nameless = Ce serveur ne permet pas de reconnaître les messages déjà relevés.
fault-mailbox-nameless-remedy = Demandez à l’opérateur un accès IMAP, ou l’ouverture des commandes UIDL ou TOP.
fault-sending-no-server = Cette boîte ne fait que recevoir : aucun envoi n’est possible.
fault-sending-no-server-remedy = Donnez l’adresse d’envoi de l’opérateur dans les réglages de la boîte.
fault-sending-too-large = Le message est trop volumineux pour être envoyé.
fault-sending-too-large-remedy = Retirez des pièces jointes ou envoyez-les en plusieurs messages.
fault-sending-recipients = Aucun destinataire n’a été accepté : le message n’est pas parti.
fault-sending-recipients-remedy = Vérifiez les adresses, puis renvoyez-le.
fault-sending-sender = L’opérateur ne permet pas à cette boîte d’envoyer depuis cette adresse : le message n’est pas parti.
fault-sending-sender-remedy = Choisissez un autre expéditeur, ou demandez à l’opérateur d’autoriser celui-ci.
fault-sending-unwritable = Le serveur de l’opérateur ne sait pas transporter une adresse ou un caractère de ce message : il n’est pas parti.
fault-sending-unwritable-remedy = Demandez au destinataire une adresse sans accent, ou envoyez depuis une autre boîte.
fault-sending-later = L’opérateur demande de réessayer plus tard : le message attend.
fault-sending-later-remedy = Il n’y a rien à faire ; l’envoi est retenté de lui-même.
fault-sending-refused = L’opérateur n’a pas voulu de ce message : il n’est pas parti.
fault-sending-refused-remedy = Réessayez plus tard ; si cela se répète, montrez les détails à l’opérateur.
fault-sending-unsure = La ligne s’est coupée à la fin de l’envoi : le message est peut-être parti.
fault-sending-unsure-remedy = Demandez au destinataire s’il l’a reçu avant de le renvoyer.
fault-no-servers-found = Aucun serveur n’a été trouvé pour cette adresse.
fault-no-servers-found-remedy = Vérifiez l’adresse, ou saisissez les serveurs donnés par l’opérateur.
fault-bad-address = Cette adresse n’est pas valable.
fault-bad-address-remedy = Corrigez-la : une adresse s’écrit nom@domaine.
fault-account-exists = Cette boîte est déjà dans Sceau.
fault-account-exists-remedy = Vous la trouverez dans le volet des dossiers.
fault-unsent = Des messages de cette boîte ne sont pas encore partis.
fault-unsent-remedy = Dans la boîte d’envoi, envoyez-les, reprenez-les ou renoncez-y ; puis retirez la boîte.
fault-not-here = Ce qui est demandé n’est plus ici.
fault-not-here-remedy = Le message ou le dossier a été déplacé ou supprimé, peut-être depuis un autre poste.
fault-body-pending = Le contenu de ce message n’est pas encore arrivé.
fault-body-pending-remedy = Il viendra avec la prochaine connexion au serveur.
fault-file-exists = Un fichier de ce nom existe déjà.
fault-file-exists-remedy = Choisissez un autre nom, ou remplacez-le.
fault-file-unwritable = Le fichier n’a pas pu être écrit.
fault-file-unwritable-remedy = Choisissez un autre dossier, ou vérifiez que celui-ci existe et accepte des fichiers.
fault-file-unreadable = Le fichier n’a pas pu être lu.
fault-file-unreadable-remedy = Vérifiez son nom, et que vous avez le droit de le lire.
fault-no-browser = Aucun programme de ce poste n’ouvre cette adresse.
fault-no-browser-remedy = Copiez-la depuis le message, ou choisissez un navigateur par défaut.
fault-no-program = Aucun programme de ce poste n’ouvre ce genre de fichier.
fault-no-program-remedy = Enregistrez la pièce jointe, puis ouvrez-la avec le programme de votre choix.
fault-card-gone = Aucune carte ni clé ne répond.
fault-card-gone-remedy = Insérez la carte dans le lecteur, ou branchez la clé, puis recommencez.
fault-card-locked = La carte attend son code.
fault-card-locked-remedy = Saisissez le code de la carte, puis recommencez.
fault-card-wrong-pin = Le code de la carte est faux.
fault-card-wrong-pin-remedy = Vérifiez le code avant de recommencer : la carte se bloque après trois erreurs de suite.
fault-card-last-pin = Le code de la carte est faux, et il ne reste qu’un essai.
fault-card-last-pin-remedy = Ne réessayez que si vous êtes sûr du code : une erreur de plus bloque la carte.
fault-card-blocked = La carte est bloquée.
fault-card-blocked-remedy = Débloquez-la avec le code de déblocage et l’outil de son émetteur.
fault-card-cancelled = Le code n’a pas été donné.
fault-card-cancelled-remedy = Rien n’a été signé ni ouvert ; recommencez quand vous voudrez.
fault-card-unresponsive = Le programme de la carte ne répond pas.
fault-card-unresponsive-remedy = Retirez la carte, remettez-la, puis recommencez ; réinstallez le programme de la carte si cela se répète.
fault-card-unable = Cette carte ne sait pas faire cela avec cette clé.
fault-card-unable-remedy = Installez le programme que fournit l’émetteur de la carte, ou choisissez un autre certificat.
fault-card-refused = La carte a refusé ce qui lui était demandé.
fault-card-refused-remedy = Le message est peut-être abîmé, ou n’est pas pour cette carte.
fault-card-no-key = Aucun certificat de la carte ne sert à cela.
fault-card-no-key-remedy = Choisissez une autre carte, ou un certificat logiciel.
fault-card-other = Cette carte n’est pas celle qui ouvre ce poste.
fault-card-other-remedy = Insérez la carte choisie pour cela, ou ouvrez avec la phrase de passe ou la session.
fault-card-renewed = Cette carte a été renouvelée depuis : elle n’ouvre pas encore ce poste.
fault-card-renewed-remedy = Ouvrez avec la phrase de passe ou la session, puis ajoutez la nouvelle carte aux protections.
fault-card-slot-damaged = Ce qui était gardé pour ouvrir ce poste avec la carte est abîmé.
fault-card-slot-damaged-remedy = Ouvrez avec la phrase de passe ou la session, puis retirez la carte des protections et ajoutez-la de nouveau.
fault-card-unsuited = La clé de cette carte ne peut pas ouvrir ce poste : il faut une clé RSA d’au moins 2048 bits.
fault-card-unsuited-remedy = Gardez la phrase de passe ou la session, ou choisissez une autre carte.
fault-key-file-malformed = Ce fichier n’est pas un certificat logiciel (PKCS#12), ou il est abîmé.
fault-key-file-malformed-remedy = Demandez-le de nouveau à qui l’a fourni.
fault-key-file-passphrase = La phrase de passe n’est pas celle de ce fichier.
fault-key-file-passphrase-remedy = Vérifiez-la, puis recommencez.
fault-key-file-obsolete = Ce fichier est protégé par un chiffrement trop ancien pour être lu.
fault-key-file-obsolete-remedy = Exportez-le de nouveau avec un programme récent.
fault-key-file-no-key = Ce fichier ne contient pas une clé avec son certificat.
fault-key-file-no-key-remedy = Choisissez le fichier .p12 ou .pfx complet.
fault-key-file-short = Cette phrase de passe ne protégerait pas le fichier.
fault-key-file-short-remedy = Prenez-en une d’au moins 12 caractères ; quatre mots sans rapport font l’affaire.
# L’export des documents de santé.
fault-export-no-folder = Aucun dossier n’est choisi pour l’export de cette boîte.
fault-export-no-folder-remedy = Choisissez celui où votre logiciel de cabinet prend ses résultats.
fault-export-missing = Le dossier d’export est introuvable.
fault-export-missing-remedy = Branchez le lecteur ou rétablissez le partage, ou choisissez un autre dossier. Les documents attendent.
fault-export-read-only = Sceau n’a pas le droit d’écrire dans le dossier d’export.
fault-export-read-only-remedy = Donnez ce droit à votre session, ou choisissez un autre dossier. Les documents attendent.
fault-export-full = Il n’y a plus de place dans le dossier d’export.
fault-export-full-remedy = Libérez de la place ; les documents attendent et partiront d’eux-mêmes.
fault-export-hangs = Le dossier d’export ne répond pas.
fault-export-hangs-remedy = Vérifiez le lecteur réseau ; les documents attendent et partiront d’eux-mêmes.
fault-export-failed = Un document n’a pas pu être écrit dans le dossier d’export.
fault-export-failed-remedy = Sceau essaiera de nouveau ; si cela dure, choisissez un autre dossier.
fault-export-template = Ce modèle ne peut pas nommer de fichiers.
fault-export-template-remedy = Servez-vous de lettres, de tirets et des champs proposés.
fault-export-no-document = Ce fichier ne contient pas de document de santé qui puisse être lu.
fault-export-no-document-remedy = Vérifiez que c’est le bon fichier.
fault-document-neither = Ce fichier n’est ni un document CDA, ni un PDF.
fault-document-neither-remedy = Choisissez le bon fichier, ou joignez celui-ci comme un fichier ordinaire.
fault-document-mixed = Cette archive contient aussi un fichier qui n’est pas un document CDA.
fault-document-mixed-remedy = Joignez l’archive telle quelle, comme un fichier ordinaire : rien n’en sera perdu.
fault-document-damaged = Ce document est abîmé, ou il y manque le patient, le type ou l’identifiant.
fault-document-damaged-remedy = Demandez-le de nouveau à son auteur, ou joignez-le en PDF.
fault-document-other-patient = Ce document concerne un autre patient que celui qui est déjà joint.
fault-document-other-patient-remedy = Écrivez un message par patient.
fault-document-twice = Ce document est déjà joint.
fault-document-twice-remedy = Choisissez-en un autre, ou fermez.
fault-document-no-pdf = Ce document contient un fichier dont Sceau ne sait pas faire un PDF, et MSSanté en demande un.
fault-document-no-pdf-remedy = Faites-en un PDF avec votre logiciel, et joignez celui-ci.
fault-document-incomplete = Il manque une information sur le document ou sur le patient.
fault-document-incomplete-remedy = Complétez le nom, le prénom, la date de naissance, le type et la date, puis recommencez.
status-exporting = { $count ->
    [one] Export : { $done } message sur { $total }
   *[other] Export : { $done } messages sur { $total }
}
fault-message-unfit = Ce message ne peut être ni signé ni chiffré tel qu’il est.
fault-message-unfit-remedy = Vérifiez que le fichier est un message électronique complet (.eml).
fault-not-encrypted = Ce message n’est pas chiffré.
fault-not-encrypted-remedy = Il peut être lu tel qu’il est.
fault-not-for-this-key = Ce message n’est pas chiffré pour cette clé.
fault-not-for-this-key-remedy = Essayez avec l’autre carte ou l’autre certificat, ou demandez à l’expéditeur de l’envoyer de nouveau.
fault-cannot-decrypt = Ce message n’a pas pu être déchiffré.
fault-cannot-decrypt-remedy = Il est abîmé, ou d’une forme que Sceau ne lit pas ; demandez à l’expéditeur de l’envoyer de nouveau.
fault-no-recipient-certificate = Un certificat de destinataire manque, a expiré, ou ne sert pas à chiffrer.
fault-no-recipient-certificate-remedy = Donnez pour chaque destinataire un certificat de confidentialité.
fault-other-account = Ces messages et ce dossier sont dans deux boîtes différentes, que Sceau tient séparées.
fault-other-account-remedy = Choisissez un dossier de la même boîte. Un message ne passe pas d’une boîte à l’autre, ni déplacé ni copié.
fault-holds-no-mail = Ce dossier ne peut rien recevoir.
fault-holds-no-mail-remedy = Choisissez un autre dossier : l’opérateur ne permet pas d’y ranger ce que vous y mettez.
fault-folder-name-missing = Il manque un nom au dossier.
fault-folder-name-missing-remedy = Saisissez-en un, puis validez de nouveau.
fault-folder-name-bad = Ce nom contient un caractère qu’un dossier ne peut pas porter.
fault-folder-name-bad-remedy = Retirez les barres obliques, les astérisques et les signes pour cent, ainsi qu’un point ou un tilde placé en tête.
fault-folder-name-long = Ce nom de dossier est trop long.
fault-folder-name-long-remedy = Raccourcissez-le : quatre-vingts caractères suffisent toujours.
fault-folder-exists = Un dossier de ce nom existe déjà à cet endroit.
fault-folder-exists-remedy = Choisissez un autre nom, ou servez-vous du dossier qui existe.
fault-folder-fixed = La boîte de réception et les dossiers d’usage gardent leur nom et leur place.
fault-folder-fixed-remedy = Seuls vos propres dossiers peuvent être renommés, déplacés ou supprimés.
fault-folder-within-itself = Un dossier ne peut pas être rangé dans lui-même.
fault-folder-within-itself-remedy = Choisissez un dossier qui n’est pas à l’intérieur de celui-ci.
fault-not-emptied = Seuls la corbeille et les indésirables se vident d’un coup.
fault-not-emptied-remedy = Pour un autre dossier, sélectionnez les messages et supprimez-les.
fault-mailbox-full = La boîte est pleine : le serveur n’a pas voulu de ce qui a été fait ici.
fault-mailbox-full-remedy = Ce qui a été refusé est revenu à sa place. Videz la corbeille ou supprimez de gros messages, puis recommencez.
fault-not-permitted = Le serveur ne permet pas cette modification.
fault-not-permitted-remedy = Ce qui a été refusé est revenu à sa place. Demandez à qui partage ce dossier, ou à l’opérateur, le droit d’y écrire.
fault-changed-elsewhere = Depuis un autre poste, ces messages ont été déplacés ou supprimés entre-temps.
fault-changed-elsewhere-remedy = Ce qui a été fait là-bas est gardé. Retrouvez-les par la recherche s’ils existent encore.
fault-folder-renumbered = Le serveur a renuméroté le dossier : la suppression définitive n’a pas été faite.
fault-folder-renumbered-remedy = Aucun message n’a été supprimé par erreur. Sélectionnez de nouveau ceux qui doivent l’être.
fault-no-keywords = Le serveur ne garde pas d’étiquettes dans ce dossier.
fault-no-keywords-remedy = Elles restent sur ce poste ; les autres postes ne les verront pas.
fault-no-subfolders = Le serveur ne peut pas ranger un dossier dans la corbeille.
fault-no-subfolders-remedy = Le dossier est revenu à sa place. Vous pouvez le supprimer définitivement.
fault-search-name-missing = Il manque un nom à la recherche.
fault-search-name-missing-remedy = Saisissez-en un, puis enregistrez de nouveau.
fault-search-name-taken = Une recherche enregistrée porte déjà ce nom.
fault-search-name-taken-remedy = Choisissez un autre nom, ou supprimez d’abord l’ancienne.
fault-bug = Sceau a rencontré une erreur interne.
fault-bug-remedy = Vos messages ne sont pas touchés. Copiez les détails pour l’assistance.

## Gestes sur les messages

deed-archive = Archiver
deed-archive-long = Archiver
deed-delete = Supprimer
deed-delete-long = Mettre à la corbeille
deed-destroy-long = Supprimer définitivement…
deed-junk = Indésirable
deed-junk-long = Signaler comme indésirable
deed-not-junk = Légitime
deed-not-junk-long = Remettre dans la boîte de réception
deed-move = Déplacer
deed-move-long = Déplacer vers…
deed-copy = Copier
deed-copy-long = Copier vers…
deed-tag = Étiqueter
deed-tag-long = Étiquettes…
deed-read = Lu
deed-read-long = Marquer comme lu
deed-unread = Non lu
deed-unread-long = Marquer comme non lu
deed-flag = Suivre
deed-flag-long = Suivre
deed-unflag = Suivi
deed-unflag-long = Ne plus suivre
deed-undo = Annuler
deed-undo-long = Annuler le dernier geste
deed-with-keys = { $says } ({ $keys })
deed-several-mailboxes = Ces messages sont dans plusieurs boîtes : choisissez ceux d’une seule.
several-title = { $count ->
    [one] { $number } message choisi
   *[other] { $number } messages choisis
}
several-hint = Un geste s’applique à tous. Échap revient à un seul message.
drag-count = { $count ->
    [one] { $number } message
   *[other] { $number } messages
}

## Ce qui vient d’être fait

done-nothing = Rien à changer
done-archive = { $count ->
    [one] Un message archivé
   *[other] { $number } messages archivés
}
done-archive-in = { $count ->
    [one] Un message archivé dans { $folder }
   *[other] { $number } messages archivés dans { $folder }
}
done-delete = { $count ->
    [one] Un message mis à la corbeille
   *[other] { $number } messages mis à la corbeille
}
done-destroy = { $count ->
    [one] Un message supprimé définitivement
   *[other] { $number } messages supprimés définitivement
}
done-junk = { $count ->
    [one] Un message mis aux indésirables
   *[other] { $number } messages mis aux indésirables
}
done-not-junk = { $count ->
    [one] Un message remis dans la boîte de réception
   *[other] { $number } messages remis dans la boîte de réception
}
done-move = { $count ->
    [one] Un message déplacé
   *[other] { $number } messages déplacés
}
done-move-in = { $count ->
    [one] Un message déplacé dans { $folder }
   *[other] { $number } messages déplacés dans { $folder }
}
done-copy = { $count ->
    [one] Un message copié
   *[other] { $number } messages copiés
}
done-copy-in = { $count ->
    [one] Un message copié dans { $folder }
   *[other] { $number } messages copiés dans { $folder }
}
done-read = { $count ->
    [one] Un message marqué comme lu
   *[other] { $number } messages marqués comme lus
}
done-unread = { $count ->
    [one] Un message marqué comme non lu
   *[other] { $number } messages marqués comme non lus
}
done-flag = { $count ->
    [one] Un message suivi
   *[other] { $number } messages suivis
}
done-unflag = { $count ->
    [one] Un message n’est plus suivi
   *[other] { $number } messages ne sont plus suivis
}
done-tag = { $count ->
    [one] Étiquette « { $tag } » posée
   *[other] Étiquette « { $tag } » posée sur { $number } messages
}
done-untag = { $count ->
    [one] Étiquette « { $tag } » retirée
   *[other] Étiquette « { $tag } » retirée de { $number } messages
}
done-make-folder = Dossier créé
done-rename-folder = Dossier renommé
done-move-folder = Dossier déplacé
done-delete-folder = Dossier mis à la corbeille
done-destroy-folder = Dossier supprimé définitivement
done-draft = Brouillon rangé
done-template = Modèle enregistré
undo-nothing = Il n’y a rien à annuler
undo-done = { $act ->
    [mark] Marquage annulé
    [move] Déplacement annulé
    [copy] Copie annulée
    [delete] Suppression annulée
    [archive] Archivage annulé
    [junk] Signalement annulé
    [not-junk] Retour annulé
    [sort] Rangement annulé
    [make-folder] Création du dossier annulée
    [rename-folder] Changement de nom annulé
    [move-folder] Déplacement du dossier annulé
    [delete-folder] Suppression du dossier annulée
   *[other] Dernier geste annulé
}

## Menus des dossiers

menu-mark-all-read = Tout marquer comme lu
menu-empty-trash = Vider la corbeille…
menu-empty-junk = Vider les indésirables…
menu-new-folder = Nouveau dossier…
menu-new-subfolder = Nouveau sous-dossier…
page-fold = Replier ou déplier la citation
menu-view-files = Voir les pièces jointes ici
menu-open-file = Ouvrir « { $name } »
menu-save-files = Enregistrer les pièces jointes…
menu-text-file = Texte seul, pour lecture vocale
menu-text-file-name = Message
menu-rename = Renommer…
menu-move-folder = Déplacer le dossier…
menu-delete-folder = Supprimer le dossier…

## Vers un dossier

move-to-title-move = { $count ->
    [one] Déplacer le message vers…
   *[other] Déplacer { $number } messages vers…
}
move-to-title-copy = { $count ->
    [one] Copier le message vers…
   *[other] Copier { $number } messages vers…
}
move-to-title-folder = Déplacer « { $name } » dans…
move-to-hint = Quelques lettres du dossier
move-to-top = Au premier niveau
move-to-recent = récent
move-to-nothing = Aucun dossier de ce nom.
move-to-make = Aucun dossier de ce nom. Entrée crée « { $name } » et y range les messages.
move-to-make-button = Créer le dossier
move-to-button-move = Déplacer
move-to-button-copy = Copier

## Nom d’un dossier

folder-form-new = Nouveau dossier
folder-form-new-in = Nouveau dossier dans « { $name } »
folder-form-rename = Renommer le dossier
folder-form-name = Nom du dossier
folder-form-make = Créer
folder-form-rename-button = Renommer
folder-name-missing = Donnez un nom au dossier.
folder-name-sign = Le signe « { $sign } » ne peut pas entrer dans le nom d’un dossier.
folder-name-invisible = Ce nom contient un signe invisible qui ne peut pas y rester.
folder-name-taken = Un dossier voisin porte déjà ce nom.
folder-name-too-long = Ce nom est trop long.

## Étiquettes

tags-title = { $count ->
    [one] Étiquettes du message
   *[other] Étiquettes de { $number } messages
}
tags-title-none = Étiquettes
tags-hint = Quelques lettres de l’étiquette
tags-none = Aucune étiquette pour l’instant.
tags-make = Aucune étiquette de ce nom. Entrée crée « { $name } ».
tags-new = Nouvelle étiquette…
tags-edit = Renommer, changer la couleur, supprimer
tag-title-new = Nouvelle étiquette
tag-title-edit = Modifier l’étiquette
tag-name = Nom
tag-name-missing = Donnez un nom à l’étiquette.
tag-name-taken = Une étiquette porte déjà ce nom.
tag-name-too-long = Ce nom est trop long.
tag-colour = Couleur
tag-colour-nth = Couleur { $number }
tag-make = Créer
tag-save = Enregistrer
tag-remove = Supprimer l’étiquette
tag-remove-title = Supprimer cette étiquette ?
tag-remove-sentence = « { $name } » sera retirée de tous les messages, sur tous les postes. Les messages restent.

## Changements en attente

status-waiting = { $count ->
    [one] { $number } changement en attente d’envoi
   *[other] { $number } changements en attente d’envoi
}
status-not-taken = { $count ->
    [one] { $number } changement refusé
   *[other] { $number } changements refusés
}
status-pending-note = Voir ce que le serveur ne sait pas encore, et ce qu’il a refusé.
queue-title = Changements en attente
queue-lead = Faits sur ce poste, ils seront envoyés dès que le serveur répondra.
queue-lead-refused = Le serveur n’a pas voulu de ces changements.
queue-empty = Le serveur sait tout ce qui a été fait ici.
queue-understood = Compris
queue-more = { $count ->
    [one] et un autre changement
   *[other] et { $count } autres changements
}
queue-act = { $act ->
    [mark] Marquage
    [move] Déplacement
    [copy] Copie
    [delete] Mise à la corbeille
    [archive] Archivage
    [junk] Signalement comme indésirable
    [not-junk] Retour dans la boîte de réception
    [sort] Rangement d’après l’expéditeur
    [draft] Rangement d’un brouillon
   *[other] Suppression définitive
} : { $count ->
    [one] { $number } message
   *[other] { $number } messages
}
queue-act-in = { queue-act }, « { $folder } »
queue-folder = { $act ->
    [make-folder] Création du dossier « { $folder } »
    [rename-folder] Changement de nom du dossier « { $folder } »
    [move-folder] Déplacement du dossier « { $folder } »
    [delete-folder] Mise à la corbeille du dossier « { $folder } »
   *[other] Suppression définitive du dossier « { $folder } »
}

## Avant ce qui ne s’annule pas

confirm-destroy-title = Supprimer définitivement ?
confirm-destroy-sentence = { $count ->
    [0] Rien ne sera perdu : il n’y a pas de message.
    [one] Un message sera effacé de ce poste et du serveur. Cela ne pourra pas être annulé.
   *[other] { $number } messages seront effacés de ce poste et du serveur. Cela ne pourra pas être annulé.
}
confirm-destroy-button = Supprimer définitivement
confirm-empty-title = Vider « { $name } » ?
confirm-empty-button = Vider
confirm-folder-title = Supprimer le dossier « { $name } » ?
confirm-folder-sentence = { $count ->
    [0] Le dossier, vide, ira à la corbeille.
    [one] Le dossier ira à la corbeille avec son message.
   *[other] Le dossier ira à la corbeille avec ses { $number } messages.
}
confirm-folder-button = Supprimer le dossier

## Touches des gestes

shortcuts-to = à
shortcut-group-filing = Classer
shortcut-archive = Archiver
shortcut-delete = Mettre à la corbeille
shortcut-destroy = Supprimer définitivement
shortcut-junk = Indésirable, ou légitime
shortcut-move = Déplacer vers un dossier
shortcut-copy = Copier vers un dossier
shortcut-seen = Lu ou non lu
shortcut-flag = Suivre, ou ne plus suivre
shortcut-tag = Étiquettes
shortcut-tag-nth = Poser ou retirer une étiquette
shortcut-undo = Annuler le dernier geste
shortcut-choose-all = Choisir tous les messages
shortcut-menu = Menu
shortcut-rename = Renommer le dossier
key-delete = Suppr
key-menu = Menu

## Barre d’état

status-protected-session = Cache protégé par la session
status-protected-passphrase = Cache protégé par phrase de passe
status-protected-card = Cache ouvert par la carte
status-protected-demonstration = Démonstration : messages inventés
status-up-to-date = À jour
status-connecting = Connexion…
status-looking = Recherche de nouveaux messages…
status-headers = { $count ->
    [one] Réception : { $done } message sur { $total }
   *[other] Réception : { $done } messages sur { $total }
}
status-bodies = { $count ->
    [one] Contenus : { $done } message sur { $total }
   *[other] Contenus : { $done } messages sur { $total }
}
status-cancel = Arrêter la réception
status-offline = Hors ligne
status-offline-note = Le serveur est injoignable ; tout ce qui a été reçu se lit. Sceau réessaie de lui-même.
status-card = En attente de la carte
status-card-note = Cette boîte s’ouvre avec la carte ou la clé : insérez-la et donnez son code. Sceau reprendra de lui-même.
status-refused = Identification refusée…
status-refused-note = Le serveur refuse le mot de passe : cliquez pour en donner un nouveau.
status-count = { $count ->
    [0] Aucun message
    [one] { $total } message
   *[other] { $total } messages
}
status-count-unread = { $count ->
    [one] { $total } message
   *[other] { $total } messages
}, { $fresh ->
    [one] { $unread } non lu
   *[other] { $unread } non lus
}

## Enregistrer sous

save-as-title-one = Enregistrer sous
save-as-title-several = { $count ->
    [one] Enregistrer un fichier
   *[other] Enregistrer { $count } fichiers
}
save-as-folder = Dossier
save-as-folder-hint = Un dossier de ce poste
save-as-folder-missing = Choisissez un dossier.
save-as-folder-relative = Donnez le chemin complet du dossier.
save-as-browse = Parcourir…
save-as-name = Nom du fichier
save-as-name-missing = Donnez un nom au fichier.
save-as-name-sign = Le signe « { $sign } » ne peut pas entrer dans un nom de fichier.
save-as-name-control = Ce nom contient un signe invisible qui ne peut pas y rester.
save-as-name-reserved = Ce nom est réservé par le système : choisissez-en un autre.
save-as-name-too-long = Ce nom est trop long.
save-as-several-note = Chaque fichier garde son nom. S’il est pris, un numéro s’y ajoute : rien n’est remplacé.
save-as-clear-note = Le fichier sera écrit en clair, hors du cache chiffré.
save-as-taken = Un fichier « { $name } » existe déjà dans ce dossier.
save-as-free-name = Enregistrer « { $name } »
save-as-replace = Remplacer
save-as-save = Enregistrer
save-as-saving = Enregistrement…
save-as-saving-several = { $done } sur { $total } enregistrés
save-as-stop = Arrêter

## Raccourcis et aide

shortcuts-title = Raccourcis clavier
shortcuts-or = ou
shortcuts-version = Sceau { $version }, logiciel libre sous licence MPL 2.0
shortcut-group-moving = Se déplacer
shortcut-group-mail = Messages
shortcut-group-window = Fenêtre
shortcut-next-pane = Volet suivant
shortcut-previous-pane = Volet précédent
shortcut-next-field = Champ suivant
shortcut-previous-field = Champ précédent
shortcut-up = Ligne précédente
shortcut-down = Ligne suivante
shortcut-page-up = Page précédente
shortcut-page-down = Page suivante
shortcut-first = Début de la liste
shortcut-last = Fin de la liste
shortcut-go-in = Déplier le dossier
shortcut-go-out = Replier le dossier, ou remonter
shortcut-view = Voir la pièce jointe suivante, puis le texte
shortcut-quotes = Déplier ou replier la citation
shortcut-find = Chercher dans le message ouvert
shortcut-search = Chercher
shortcut-open = Ouvrir
shortcut-save-all = Enregistrer les pièces jointes
shortcut-sync-now = Relever le courrier
shortcut-accept = Valider
shortcut-back = Fermer, revenir
shortcut-widen = Élargir le volet
shortcut-narrow = Rétrécir le volet
shortcut-larger = Agrandir le texte
shortcut-smaller = Réduire le texte
shortcut-normal-size = Taille normale
shortcut-settings = Réglages
shortcut-help = Cette aide
shortcut-quit = Quitter
key-shift = Maj
key-alt = Alt
key-ctrl = Ctrl
key-cmd = Cmd
key-tab = Tab
key-enter = Entrée
key-escape = Échap
key-page-up = Page préc.
key-page-down = Page suiv.
key-home = Début
key-end = Fin

## Confirmations et mot de passe

confirm-remove-title = Retirer cette boîte ?
confirm-remove-sentence = La boîte { $label } et tous ses messages quitteront ce poste. Le serveur garde tout.
confirm-remove-button = Retirer la boîte
password-title = Nouveau mot de passe
password-lead = Le serveur de { $label } refuse le mot de passe enregistré.
password-field = Mot de passe
password-check = Vérifier et garder
password-checking = Vérification auprès du serveur…

## Réglages

settings-title = Réglages
settings-language = Langue
settings-language-fr = Français
settings-language-en = English
settings-theme = Thème
settings-theme-system = Celui du système
settings-theme-light = Clair
settings-theme-dark = Sombre
settings-theme-high-contrast = Contraste élevé
settings-text-size = Taille du texte
settings-percent = { $percent } %
settings-reader = Lecture des messages
settings-reader-right = À droite
settings-reader-right-note = Liste et message côte à côte.
settings-reader-below = En dessous
settings-reader-below-note = Le message sous la liste.
settings-reader-hidden = À part
settings-reader-hidden-note = Chacun dans sa fenêtre.
settings-density = Liste des messages
settings-accounts = Boîtes aux lettres
settings-account-add = Ajouter une boîte
settings-account-remove = Retirer de ce poste
settings-density-airy = Aérée
settings-density-airy-note = Des lignes espacées.
settings-density-comfortable = Normale
settings-density-comfortable-note = L’équilibre.
settings-density-compact = Serrée
settings-density-compact-note = Le plus de messages.

## Au démarrage

start-no-home = Impossible de trouver où ranger le profil : indiquez un dossier avec --profile.
start-no-threads = Le système refuse de démarrer le moteur de Sceau. Fermez d’autres programmes et réessayez.
start-no-display = Aucun écran n’a pu être ouvert : Sceau a besoin d’une session graphique. Sans elle, utilisez les commandes (sceau --help).

## Dans un terminal

cli = Sceau, la messagerie des cabinets médicaux. Sans commande, la fenêtre s’ouvre.
cli--profile = Un autre dossier de profil
cli--passphrase-file = Un fichier qui contient la phrase de passe du cache
cli--card = Ouvre le profil avec la carte
cli--card-module = Le module PKCS#11 de la carte
cli--card-code-file = Un fichier qui contient le code de la carte
cli--json = Répond en JSON, pour les scripts
cli--demo = Ouvre la boîte de démonstration, sans serveur ni réseau
cli--language = La langue de la fenêtre
cli--theme = Le thème de la fenêtre
cli--window = La taille de la fenêtre, par exemple 1280x800
cli--text-size = La taille du texte, en pour cent
cli-account = Ajoute, énumère ou retire des comptes
cli-account-add = Ajoute un compte, après avoir essayé ses serveurs
cli-account-add--email = L’adresse électronique
cli-account-add--holder = Le nom du titulaire
cli-account-add--label = Le nom du compte dans Sceau
cli-account-add--imap = Le serveur de réception ; cherché d’après l’adresse s’il n’est pas donné
cli-account-add--imap-security = Le chiffrement du serveur de réception
cli-account-add--pop3 = Le serveur de réception, s’il parle POP3
cli-account-add--pop3-security = Le chiffrement du serveur POP3
cli-account-add--leave = Le courrier relevé reste sur le serveur POP3 (always), y reste ce nombre de jours, ou en est retiré (remove)
cli-account-add--smtp = Le serveur d’envoi
cli-account-add--smtp-security = Le chiffrement du serveur d’envoi
cli-account-add--user = L’identifiant, s’il n’est pas l’adresse
cli-account-add--space = L’espace de confiance (secure) ou une messagerie ordinaire (ordinary)
cli-account-add--token = Le secret est un jeton d’accès (XOAUTH2)
cli-account-add--certificate = Le certificat logiciel (PKCS#12) à présenter aux serveurs qui le demandent
cli-account-add--certificate-card = La carte ou la clé, par son nom ou son numéro, à présenter aux serveurs qui le demandent
cli-account-add--module = Le module PKCS#11 de la carte
cli-account-add--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-account-add--external = Le certificat suffit à s’identifier : aucun mot de passe (EXTERNAL)
cli-account-add--password-stdin = Lit le mot de passe sur l’entrée standard
cli-account-add--unchecked = Ajoute le compte sans essayer ses serveurs
cli-account-list = Énumère les comptes
cli-account-remove = Retire un compte et son courrier de ce poste ; le serveur garde tout
cli-account-remove--id = Le numéro du compte
cli-sync = Relève tous les comptes, puis s’arrête
cli-sync--certificate = Le certificat logiciel (PKCS#12) à présenter aux serveurs qui le demandent
cli-sync--certificate-card = La carte ou la clé, par son nom ou son numéro, à présenter aux serveurs qui le demandent
cli-sync--module = Le module PKCS#11 de la carte
cli-sync--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-folders = Énumère les dossiers : numéro, chemin, non lus, total
cli-list = Énumère les messages d’un dossier
cli-list--folder = Le chemin, le nom ou le numéro du dossier
cli-list--limit = Au plus autant de messages
cli-list--unread = Seulement les messages non lus
cli-show = Montre un message
cli-show--id = Le numéro du message
cli-show--source = Le message tel qu’il est arrivé
cli-draft = Compose une réponse à un message et l’écrit sans l’envoyer (.eml, ou JSON avec --json)
cli-draft--id = Le numéro du message
cli-draft--reply = Répond à l’auteur
cli-draft--reply-all = Répond à tous
cli-draft--forward = Transfère dans le texte, sans les pièces jointes
cli-draft--forward-attached = Transfère dans le texte, avec les pièces jointes
cli-draft--forward-eml = Transfère en pièce jointe (.eml)
cli-draft--edit = Reprend le message comme nouveau
cli-draft--redirect = Redirige le message tel qu’il est venu
cli-draft--to = Un destinataire de plus
cli-receipt = Dit ce qu’il en est des accusés de lecture d’un message, ou répond à la demande
cli-receipt--id = Le numéro du message
cli-receipt--send = Envoie l’accusé demandé
cli-receipt--refuse = N’envoie rien, et ne le demande plus
cli-receipt-asked = Accusé de lecture demandé pour : { $people }
cli-receipt-not-asked = Aucun accusé de lecture demandé
cli-receipt-answered = Déjà répondu
cli-receipt-done = C’est fait
cli-receipt-came = { $date } : { $fate } ({ $recipient })
cli-thread = Montre la conversation d’un message, d’où qu’il soit dans sa boîte
cli-thread--id = Le numéro du message
cli-search = Cherche dans tout le courrier de ce poste
cli-search--words = Les mots cherchés
cli-search--limit = Au plus autant de messages
cli-doctor = Vérifie le cache et les serveurs
cli-send = Écrit un message et l’envoie
cli-send--from = L’adresse de la boîte qui envoie
cli-send--to = Un destinataire
cli-send--cc = Un destinataire en copie
cli-send--bcc = Un destinataire en copie cachée
cli-send--subject = L’objet
cli-send--body = Le fichier qui contient le texte ; - pour l’entrée standard
cli-send--attach = Un fichier à joindre
cli-send--sign = Signe le message, même là où sa boîte ne le fait pas
cli-send--no-sign = Ne signe pas le message
cli-send--encrypt = Chiffre le message, avec les certificats connus ; un fichier en donne un de plus, celui de l’adresse qu’il nomme, ou celui d’une adresse qui est dite
cli-send--no-encrypt = Ne chiffre pas le message
cli-send--later = Pas avant : 2026-11-21, ou 2026-11-21T10:30:00Z
cli-send--receipt = Demande un accusé de lecture
cli-send--delivery-report = Demande aux serveurs de dire ce que devient le message
cli-send--wait = Attend que le message soit parti
cli-send--yes = Confirme ce qui est à confirmer avant l’envoi
cli-send--key = Un certificat logiciel (PKCS#12), pour signer
cli-send--token = La carte ou la clé qui porte ce nom ou ce numéro, pour signer
cli-send--module = Le module PKCS#11 de la carte
cli-send--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-send-posted = Message { $number } dans la boîte d’envoi : il part dès que Sceau est ouvert et que la ligne est là
cli-send-left = Message { $number } parti
cli-send-held = Rien n’est parti : ce message ne peut pas partir ainsi.
cli-send-unconfirmed = Rien n’est parti : relancez avec --yes pour confirmer.
cli-outbox = Dit ce qui est dans la boîte d’envoi
cli-outbox-take-back = Reprend un message qui n’est pas parti et l’écrit sur la sortie
cli-outbox-take-back--id = Le numéro du message
cli-outbox-now = Envoie un message sans plus attendre
cli-outbox-now--id = Le numéro du message
cli-outbox-now--wait = Attend qu’il soit parti
cli-outbox-settle = Dit ce qu’il en est d’un message dont on ne sait pas s’il est parti
cli-outbox-settle--id = Le numéro du message
cli-outbox-settle--again = L’envoie encore une fois
cli-outbox-settle--was-sent = Il est parti
cli-outbox-give-up = Renonce à ceux qui n’ont pas reçu le message
cli-outbox-give-up--id = Le numéro du message
cli-outbox-waiting = attend
cli-outbox-handing = en cours d’envoi
cli-outbox-in-doubt = peut-être parti
cli-outbox-refused = refusé
cli-outbox-filing = parti, copie à classer
cli-outbox-not-before = Pas avant { $date }
cli-outbox-next-try = Nouvel essai { $date }
cli-outbox-refusal = { $recipient } : { $said }
cli-outbox-draft = Le message est de nouveau un brouillon : sa fenêtre s’ouvrira avec Sceau
cli-outbox-done = C’est fait
cli-health = Montre, exporte, déballe et emballe des documents de santé
cli-health-show = Montre ce qu’un fichier contient (HPRIM, CDA, IHE_XDM)
cli-health-show--file = Le fichier
cli-health-export = Exporte les documents de santé vers le dossier du logiciel de cabinet, chacun une fois
cli-health-export--to = Le dossier, à la place de celui de la boîte
cli-health-export--all = Tous les dossiers de messages reçus, au lieu de la boîte de réception
cli-health-export--folder = Ce dossier, au lieu de la boîte de réception
cli-health-export--since = Les messages depuis ce jour (AAAA-MM-JJ ou JJ/MM/AAAA)
cli-health-journal = Énumère ce qui fut exporté et ce qui attend, le plus récent d’abord
cli-health-journal--limit = Le nombre de lignes
cli-health-again = Exporte une ligne du journal encore une fois
cli-health-again--id = Son numéro
cli-health-unpack = Écrit les documents d’une archive IHE_XDM dans un dossier
cli-health-unpack--file = L’archive
cli-health-unpack--to = Le dossier
cli-health-pack = Réunit des documents CDA d’un patient dans une archive IHE_XDM
cli-health-pack--files = Les documents
cli-health-pack--output = L’archive à écrire
cli-health-pack--class = La classe des documents (CODE=LIBELLÉ)
cli-health-pack--content = Le motif de l’envoi (CODE=LIBELLÉ)
cli-health-pack--source = L’OID de qui envoie
cli-health-pack--id = L’OID de cette archive
cli-health-pack--title = Le titre de l’envoi
cli-health-exported = { $written ->
    [0] Aucun fichier écrit
    [one] Un fichier écrit
   *[other] { $written } fichiers écrits
}, { $known ->
    [0] aucun n’était déjà exporté
    [one] un était déjà exporté
   *[other] { $known } étaient déjà exportés
}
cli-health-waiting = { $count ->
    [one] Un document attend
   *[other] { $count } documents attendent
}
cli-health-refused = { $count ->
    [one] Un document est à examiner avant d’être exporté (voir le journal)
   *[other] { $count } documents sont à examiner avant d’être exportés (voir le journal)
}
cli-health-closed = { $count ->
    [one] Un message n’a pas pu être lu : chiffré, ou pas encore ici
   *[other] { $count } messages n’ont pas pu être lus : chiffrés, ou pas encore ici
}
cli-health-packed = { $count ->
    [one] Un document dans l’archive
   *[other] { $count } documents dans l’archive
}
cli-health-state-waiting = attend
cli-health-state-written = écrit
cli-health-state-refused = à examiner
cli-verify = Dit ce que valent les signatures et le chiffrement d’un message
cli-verify--file = Le message (.eml), ou son numéro avec --from-mailbox
cli-verify--from-mailbox = Le message est celui du cache qui porte ce numéro
cli-verify--online = Demande aux autorités ce qui manque sur la révocation
cli-verify--kept = Avec les certificats logiciels du profil, pour ce qui est chiffré
cli-verify--anchors = Un dossier de certificats d’autorités à croire
cli-verify--crl = Un dossier de listes de révocation
cli-verify--at = À ce moment : 2026-11-21, ou 2026-11-21T10:30:00Z
cli-verify--key = Un certificat logiciel (PKCS#12), pour ce qui est chiffré
cli-verify--token = La carte ou la clé qui porte ce nom ou ce numéro, pour ce qui est chiffré
cli-verify--module = Le module PKCS#11 de la carte
cli-verify--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-sign = Signe un message et l’écrit sur la sortie standard
cli-sign--file = Le message (.eml)
cli-sign--opaque = La signature enveloppe le message
cli-sign--key = Un certificat logiciel (PKCS#12)
cli-sign--token = La carte ou la clé qui porte ce nom ou ce numéro
cli-sign--module = Le module PKCS#11 de la carte
cli-sign--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-encrypt = Chiffre un message et l’écrit sur la sortie standard
cli-encrypt--file = Le message (.eml)
cli-encrypt--to = Le certificat d’un destinataire ; autant de fois qu’il y en a
cli-decrypt = Déchiffre un message et l’écrit sur la sortie standard
cli-decrypt--file = Le message (.eml)
cli-decrypt--kept = Avec les certificats logiciels du profil
cli-decrypt--key = Un certificat logiciel (PKCS#12)
cli-decrypt--token = La carte ou la clé qui porte ce nom ou ce numéro
cli-decrypt--module = Le module PKCS#11 de la carte
cli-decrypt--code-file = Un fichier qui contient le code de la carte ou la phrase de passe du certificat
cli-key = Importe, énumère, exporte ou retire des certificats logiciels
cli-key-import = Garde dans le profil les clés d’un certificat logiciel
cli-key-import--file = Le certificat logiciel (PKCS#12)
cli-key-import--code-file = Un fichier qui contient la phrase de passe du certificat
cli-key-list = Énumère les certificats logiciels du profil
cli-key-export = Écrit une clé et son certificat dans un fichier, sous une nouvelle phrase de passe
cli-key-export--fingerprint = L’empreinte du certificat, ou son début
cli-key-export--file = Le fichier à écrire (PKCS#12)
cli-key-export--code-file = Un fichier qui contient la nouvelle phrase de passe
cli-key-remove = Retire une clé du profil ; ce qui n’est chiffré que pour elle ne se lira plus ici
cli-key-remove--fingerprint = L’empreinte du certificat, ou son début
cli-key-already-here = Déjà dans le profil ; rien n’a changé
cli-key-not-yet-valid = Pas encore valable
cli-key-expired = Périmé ; il ouvre encore les anciens messages
cli-key-not-for-mail = N’est pas fait pour la messagerie
cli-ask-new-key-passphrase = Nouvelle phrase de passe du certificat :{" "}
cli-protection = Énumère les façons d’ouvrir le profil, ajoute une carte, retire une protection
cli-protection-list = Énumère les façons d’ouvrir le profil
cli-protection-add-card = La carte qui est là ouvrira aussi le profil
cli-protection-add-card--token = La carte ou la clé qui porte ce nom ou ce numéro
cli-protection-add-card--module = Le module PKCS#11 de la carte
cli-protection-add-card--code-file = Un fichier qui contient le code de la carte
cli-protection-remove = Retire une façon d’ouvrir le profil ; il en reste toujours une sans carte
cli-protection-remove--id = Son numéro
cli-slot-passphrase = phrase de passe
cli-slot-session = session
cli-slot-card = carte
cli-token = Énumère les cartes et les clés
cli-token-list = Énumère les cartes et les clés qui sont là, avec leurs certificats
cli-token-list--module = Le module PKCS#11 à interroger, et lui seul
cli-cert = Énumère des certificats
cli-cert-list = Énumère les certificats des cartes, ou d’un fichier
cli-cert-list--file = Un fichier de certificats (DER, PEM ou PKCS#7)
cli-cert-list--module = Le module PKCS#11 à interroger, et lui seul
cli-anchor = Les autorités de certification crues par le profil
cli-anchor-list = Énumère les autorités crues
cli-anchor-add = Croit désormais les autorités d’un fichier
cli-anchor-add--file = Un certificat ou une chaîne (DER, PEM ou PKCS#7)
cli-anchor-remove = Ne croit plus une autorité
cli-anchor-remove--fingerprint = Son empreinte SHA-256
cli-anchor-igc-sante = { $subject } : autorité de l’IGC-Santé, reconnue à son empreinte
cli-anchor-own = { $subject } : crue désormais, parce que vous l’avez ajoutée
cli-anchor-below-another = { $subject } : retenue, sous une autorité déjà crue
cli-anchor-already-known = { $subject } : déjà connue
cli-anchor-test = { $subject } : certificat de test, jamais cru
cli-anchor-not-an-authority = { $subject } : n’est pas une autorité
cli-anchor-kind-igc-sante = IGC-Santé
cli-anchor-kind-own = ajoutée
cli-anchor-line = { $subject } ({ $kind }), jusqu’au { $date }
cli-address = Les adresses confirmées pour le titulaire d’une carte
cli-address-list = Énumère les adresses confirmées, avec leur titulaire
cli-address-withdraw = Retire la confirmation d’une adresse
cli-address-withdraw--address = L’adresse confirmée
cli-address-withdraw--holder = Le numéro RPPS de son titulaire, ou l’empreinte de son certificat, comme les donne la liste
cli-address-line = { $name }, confirmée le { $date }
cli-address-line-nameless = confirmée le { $date }
cli-ask-pin = Code de la carte :{" "}
cli-ask-last-pin = Code de la carte (dernier essai avant blocage) :{" "}
cli-ask-key-passphrase = Phrase de passe du certificat :{" "}
cli-token-silent = Ce module ne répond pas : { $module }
cli-token-none = Aucune carte ni clé
cli-uses-authentication = authentification
cli-uses-signature = signature
cli-uses-confidentiality = confidentialité
cli-cert-until = { $holder } ; jusqu’au { $date } ; { $uses }
cli-pin-blocked = bloquée
cli-pin-last = dernier essai
cli-pin-fewer = des essais ont échoué
cli-ask-passphrase = Phrase de passe du cache :{" "}
cli-ask-new-passphrase = Nouvelle phrase de passe du cache :{" "}
cli-ask-again = Encore une fois :{" "}
cli-ask-password = Mot de passe :{" "}
cli-synced = { $messages ->
    [0] À jour : aucun message.
    [one] À jour : un message ({ $bodies } complet).
   *[other] À jour : { $messages } messages ({ $bodies } complets).
}
cli-progress-headers = Relève : { $done } en-têtes sur { $total }
cli-progress-bodies = Réception : { $done } messages sur { $total }
cli-from = De : { $people }
cli-to = À : { $people }
cli-cc = Copie : { $people }
cli-date = Date : { $date }
cli-subject = Objet : { $subject }
cli-attachment = Pièce jointe : { $name } ({ $size })
cli-doctor-cache = Le cache est intact
cli-doctor-imap = Réception par { $host }, port { $port }
cli-doctor-smtp = Envoi par { $host }, port { $port }
cli-doctor-counts = { $messages } messages, dont { $bodies } complets ; { $size } sur le disque

## La fenêtre principale

window-title = Sceau
window-title-in = { $folder } — { $account } — Sceau
tool-sync = Relever
tool-settings = Réglages
tool-shortcuts = Raccourcis
search-placeholder = Chercher dans tout le courrier

## Recherche

search-form-open = Recherche détaillée (Ctrl+Maj+F)
search-save = Enregistrer cette recherche
search-rename = Renommer cette recherche
search-remove = Supprimer cette recherche
search-everywhere = Partout
search-mailbox = Cette boîte
search-folder = Ce dossier
search-order-date = Par date
search-order-best = Par pertinence
search-order-flip = Changer l’ordre des résultats
search-coverage = { $count ->
    [one] { $searched } message sur { $total } parcouru
   *[other] { $searched } messages sur { $total } parcourus
}
search-server = Chercher aussi sur le serveur
search-server-asking = Recherche sur le serveur…
search-server-stop = Arrêter
search-server-came = { $count ->
    [0] Le serveur n’a rien trouvé de plus.
    [one] { $number } message de plus est arrivé du serveur.
   *[other] { $number } messages de plus sont arrivés du serveur.
}
search-server-failed = Le serveur n’a pas pu chercher.
search-none-here = Rien ici. D’autres dossiers en contiennent peut-être.
search-none-yet = Le texte de certains messages n’est pas encore sur ce poste.
search-everywhere-too = Chercher partout
search-hint-from = l’expéditeur : un nom, une adresse
search-hint-to = un destinataire, en copie aussi
search-hint-subject = les mots de l’objet
search-hint-attachment = le nom d’une pièce jointe
search-hint-since = à partir d’un jour : 03/11/2026, hier, 7j
search-hint-after = après un jour, un mois, une année
search-hint-before = avant un jour, un mois, une année
search-hint-tag = une étiquette
search-hint-folder = un dossier
search-hint-size = la taille : >5Mo
search-hint-is = l’état : non-lu, suivi
search-hint-patient = le patient : un nom, un prénom
search-hint-born = la naissance du patient : 12/03/1954
search-hint-ins = le début d’un INS
search-hint-more = Des guillemets gardent les mots ensemble, OU propose un choix, un signe moins exclut.
search-hint-tab = Tab complète.
search-form-title = Recherche détaillée
search-form-from = De
search-form-to = À
search-form-subject = Objet
search-form-words = Contient
search-form-since = Depuis le
search-form-until = Avant le
search-form-date-hint = jj/mm/aaaa
search-form-date-wrong = Une date s’écrit 3/11/2026.
search-form-attachment = Nom d’une pièce jointe
search-form-folder = Dossier
search-form-patient = Patient
search-form-born = Né(e) le
search-form-tag = Étiquette
search-form-size = Taille
search-form-size-any = Toutes
search-form-size-over = Plus de { $size } Mo
search-form-attached = Avec pièce jointe
search-form-unread = Non lus
search-form-flagged = Suivis
search-form-written = Dans la case :
search-form-empty = Tout effacer
search-form-go = Chercher
search-name-lead = Elle restera parmi les dossiers, et cherchera de nouveau à chaque ouverture : { $query }
search-name = Nom
confirm-search-title = Supprimer cette recherche ?
confirm-search-sentence = « { $name } » quittera le volet des dossiers. Les messages qu’elle trouve ne sont pas touchés.
confirm-search-button = Supprimer la recherche
shortcut-search-form = Recherche détaillée

## Plusieurs boîtes

folders-secure = MSSanté
folders-searches = Recherches
folders-patients = Échanges Patients
inboxes-all = Toutes les boîtes
inboxes-secure = Boîtes MSSanté
inboxes-ordinary = Boîtes ordinaires
list-place = { $folder } · { $mailbox }
window-title-unread = ({ $unread }) { $title }

## Réglages des boîtes

settings-page-display = Affichage
settings-page-offline = Hors ligne
settings-label = Nom de la boîte
settings-label-keep = Garder ce nom
settings-colour = Couleur
settings-password = Nouveau mot de passe…
settings-leave = Sur le serveur, les messages relevés
settings-leave-always = Restent
settings-leave-days = { $days ->
    [one] Restent un jour
   *[other] Restent { $days } jours
}
settings-leave-remove = Sont retirés
settings-together = Boîtes de réception réunies
settings-together-off = Chacune à part
settings-together-off-note = Chaque boîte de réception se lit dans la sienne.
settings-together-space = Par espace
settings-together-space-note = Les boîtes MSSanté ensemble, les autres ensemble, dès qu’il y en a deux.
settings-together-all = Toutes ensemble
settings-together-all-note = Une seule liste pour toutes les boîtes ; leur couleur les distingue.
settings-together-warning = Les messages des boîtes MSSanté et ceux du dehors se suivront dans la même liste. Vérifiez la boîte avant de répondre.
settings-together-mix = Les réunir quand même
settings-page-notifications = Notifications
settings-notify = Nouveaux messages
settings-notify-on = Les signaler
settings-notify-off = Ne rien signaler
settings-notify-sound = Son
settings-notify-loud = Avec un son
settings-notify-silent = En silence
settings-notify-content = Expéditeur et objet
settings-notify-always = Toujours montrés
settings-notify-unlocked = Cachés quand l’écran est verrouillé
settings-notify-never = Jamais montrés
settings-quiet = Heures calmes
settings-quiet-none = Aucune
settings-quiet-some = Chaque jour…
settings-quiet-from = De
settings-quiet-to = à
settings-quiet-earlier = Plus tôt
settings-quiet-later = Plus tard
settings-quiet-days = Et toute la journée :
settings-day-monday = Lun.
settings-day-tuesday = Mar.
settings-day-wednesday = Mer.
settings-day-thursday = Jeu.
settings-day-friday = Ven.
settings-day-saturday = Sam.
settings-day-sunday = Dim.
settings-keep-lead = Les en-têtes sont toujours sur ce poste. Choisissez ce qui se lit aussi sans réseau.
settings-keep-all = Tout
settings-keep-months = { $months ->
    [one] Un mois
   *[other] { $months } mois
}
settings-keep-years = { $years ->
    [one] Un an
   *[other] { $years } ans
}
settings-keep-headers = En-têtes seuls
settings-keep-folders = Choisir par dossier
settings-keep-folders-hide = Replier les dossiers
settings-keep-as-mailbox = Comme la boîte

## Boîtes POP3

assistant-imap = IMAP
assistant-pop3 = POP3
assistant-receiving-pop3 = Réception (POP3)
assistant-pop3-note = POP3 ne connaît ni dossiers ni état de lecture : ils ne vivront que sur ce poste.

## Le courrier nouveau, sur le bureau
news-arrived = { $number ->
    [one] Nouveau message dans { $mailbox }
   *[other] { $number } nouveaux messages dans { $mailbox }
}
news-letter = { $who } : { $subject }
news-nobody = Expéditeur inconnu
news-no-subject = Sans objet
news-open = Ouvrir

## Verdict d’un message

verdict-valid = Signature valable, de l’expéditeur
verdict-valid-unbound = Signature valable ; rien ne lie le signataire à l’adresse de l’expéditeur
verdict-invalid = Signature non valable
verdict-partial = Signature valable sur une partie du message seulement
verdict-none = Message non signé
verdict-unverifiable = Ce message ne peut pas être vérifié ici
layer-signed = Signé
layer-encrypted = Chiffré
layer-encrypted-authenticated = Chiffré et protégé contre les modifications
layer-compressed = Comprimé
layer-unknown = Procédé inconnu
reason-several-from = Le message a plusieurs expéditeurs.
reason-from-unreadable = L’adresse de l’expéditeur ne peut pas être lue.
reason-sender-differs = Le message a été envoyé par quelqu’un d’autre que son auteur.
reason-from-differs = L’expéditeur affiché n’est pas celui qui a été protégé.
reason-subject-differs = L’objet affiché n’est pas celui qui a été protégé.
reason-date-differs = La date affichée n’est pas celle qui a été protégée.
reason-recipients-differ = Les destinataires affichés ne sont pas ceux qui ont été protégés.
reason-secured-message-attached = Un message signé ou chiffré est joint : il ne vaut que pour lui-même.
reason-too-deep = Le message a trop d’enveloppes l’une dans l’autre ; les dernières n’ont pas été ouvertes.
reason-too-many-parts = Trop de parties sont signées ou chiffrées ; les dernières n’ont pas été examinées.
reason-unsigned-parts = Des parties non signées accompagnent ce qui est signé.
reason-encrypted-beside-others = Une partie chiffrée est mêlée à d’autres ; elle est montrée à part.
reason-signed-outside-encryption = La signature entoure le chiffrement : le signataire n’a peut-être pas vu le contenu.
reason-unreadable = La signature ou le chiffrement ne peut pas être lu.
reason-no-signer = Personne n’a signé.
reason-unsupported = Ce procédé de signature ou de chiffrement n’est pas connu ici.
reason-label-differs = Le message annonce un autre procédé que celui qu’il emploie.
reason-no-key = Le message n’est chiffré pour aucune des clés présentes.
reason-key-unavailable = La clé est connue, mais sa carte n’a pas répondu.
reason-decryption-failed = Le message n’a pas pu être déchiffré.
reason-cbc-without-signature = Le chiffrement ne protège pas contre une modification, et rien n’est signé.
reason-weak-cipher = Le chiffrement est d’un type ancien et faible.
reason-content-changed = Le contenu a été modifié après la signature.
reason-signature-wrong = La signature n’a pas été faite avec la clé de ce certificat.
reason-attributes-wrong = La signature est mal construite.
reason-unknown-algorithm = L’algorithme de la signature n’est pas connu.
reason-weak-digest = La signature repose sur SHA-1, qui peut être contrefait.
reason-certificate-missing = Le certificat du signataire n’est pas dans le message.
reason-certificate-unreadable = Le certificat du signataire ne peut pas être lu.
reason-no-signing-time = Rien ne dit quand le message a été signé.
reason-signed-in-the-future = Le message se dit signé dans le futur.
reason-signed-at-another-date = La date du message est loin de celle de la signature : il a peut-être été renvoyé.
reason-unknown-authority = L’autorité qui a délivré le certificat n’est pas reconnue.
reason-chain-broken = La chaîne des autorités du certificat est rompue.
reason-authority-stopped = L’autorité qui a délivré le certificat (IGC-CPS) est arrêtée.
reason-test-certificate = Certificat de test : il ne prouve rien.
reason-not-yet-valid = Le certificat n’était pas encore valable.
reason-expired = Le certificat avait expiré.
reason-expired-since = Le certificat a expiré depuis la signature.
reason-wrong-purpose = Le certificat n’est pas fait pour signer du courrier.
reason-wrong-policy = La politique de certification demandée manque.
reason-revoked = Le certificat est révoqué.
reason-revocation-not-checked = La révocation du certificat n’a pas été vérifiée.
reason-revoked-since = Le certificat a été révoqué depuis ; seul le signataire dit avoir signé avant.
reason-weak-certificate = Le certificat est trop faible pour prouver quelque chose.
reason-address-mismatch = Le certificat est d’une autre adresse que celle de l’expéditeur.
reason-no-address = Le certificat ne contient aucune adresse.
reason-address-not-confirmed = Rien ne confirme que l’adresse de l’expéditeur est celle du titulaire de la carte.
reason-holder-mismatch = L’adresse de l’expéditeur est connue pour être celle de quelqu’un d’autre.

# La carte

card-unseen = Recherche de la carte…
card-unseen-note = Les lecteurs sont interrogés.
card-no-service = Service de carte absent
card-no-service-note = Le service des cartes du système (pcscd) ne répond pas. Installez-le ou démarrez-le : Sceau le retrouvera de lui-même.
card-no-reader = Pas de lecteur de carte
card-no-reader-note = Branchez un lecteur, ou une clé USB : il sera reconnu aussitôt.
card-no-card = Pas de carte
card-no-card-note = Insérez votre carte CPS ou CPE pour signer et pour déchiffrer.
card-wrong = Cette carte ne convient pas
card-wrong-note = C’est une carte Vitale, ou la carte est à l’envers. Insérez votre carte CPS ou CPE, la puce en avant.
card-contactless = Carte lue sans contact
card-contactless-note = Sans contact, la carte ne peut ni recevoir son code ni signer. Insérez-la dans la fente du lecteur.
card-reading = Lecture de la carte…
card-reading-note = La carte montre ses certificats ; cela prend quelques secondes.
card-silent = La carte ne répond pas
card-silent-note = Le programme de la carte ne répond pas. Retirez la carte et remettez-la ; réinstallez ce programme si cela se répète.
card-foreign = Carte inconnue
card-foreign-note = Aucun programme de ce poste ne connaît cette carte. Installez celui de son émetteur (la Cryptolib CPS, par exemple), ou indiquez-le dans Réglages, page Carte.
card-token = Carte
card-token-note = La carte : son code, ses certificats.
card-slot = { $holder } — { $state }
card-closed = verrouillée
card-open = ouverte
card-blocked = bloquée
card-title = Cartes et clés
card-enter-code = Saisir le code…
card-lock = Verrouiller la carte
card-show = Certificats de la carte
card-no-certificate = Aucun certificat personnel sur cette carte.
card-valid-until = valable jusqu’au { $until }
card-not-valid = Hors de sa période de validité
card-issued-by = Délivré par { $issuer }
use-authentication = Authentification
use-signature = Signature
use-confidentiality = Confidentialité
use-none = Sans usage pour le courrier
shortcut-seal = Signature et chiffrement du message
shortcut-card = Cartes et certificats
menu-decipher = Déchiffrer pour la recherche
status-deciphering = { $count ->
    [one] Déchiffrement : { $done } message sur { $total }
   *[other] Déchiffrement : { $done } messages sur { $total }
}
done-deciphered = { $count ->
    [0] Aucun message déchiffré
    [one] Un message déchiffré
   *[other] { $number } messages déchiffrés
}{ $closed ->
    [0] {""}
    [one] , un ne peut pas l’être avec cette carte
   *[other] , { $others } ne peuvent pas l’être avec cette carte
}

code-title = Code de la carte
code-lead = Carte : { $holder }. Le code sera demandé une fois, puis la carte restera ouverte jusqu’à son retrait.
code-lead-once = Carte : { $holder }. Cette clé demande le code à chaque usage.
code-field = Code
code-open = Ouvrir la carte
code-read = Lire le message
code-sign = Signer
code-on-reader = Taper le code sur le lecteur
code-on-reader-note = Le code se tape sur le clavier du lecteur.
code-trying = La carte vérifie le code…
code-trying-on-reader = Tapez le code sur le clavier du lecteur…
code-gone = La carte a été retirée. Remettez-la pour saisir le code.
code-blocked = La carte est bloquée.
code-blocked-note = Débloquez-la avec le code de déblocage et l’outil de son émetteur.
code-last-try = Il ne reste qu’un essai.
code-last-try-note = Un code faux bloquera la carte. Ne continuez que si vous êtes sûr du code.
code-fewer-tries = Un code faux a déjà été saisi.
code-fewer-tries-note = La carte se bloque après quelques codes faux de suite ; un code juste remet le compte à zéro.

# Le sceau d’un message

seal-signed-by = Signé par { $holder }
seal-signed-unbound = Signé par { $holder }, adresse non confirmée
seal-invalid = Signature non valable
seal-partial = La signature ne couvre pas tout le message
seal-unverifiable = La signature ne peut pas être vérifiée ici
seal-closed = Message chiffré
seal-encrypted-only = Message chiffré, non signé
seal-none = Message non signé
seal-deciphered = Message chiffré, déchiffré sur ce poste.
seal-details = Détails
seal-part-rest = Message
seal-part = Partie à part { $number }
seal-part-note = Cette partie est montrée à part : sa signature ou son chiffrement ne vaut pas pour le reste du message.
seal-need-card = Insérez votre carte
seal-need-card-note = Ce message est chiffré. La carte ou la clé pour laquelle il l’a été n’est pas là.
seal-need-code = Message chiffré
seal-need-code-note = Votre carte peut le déchiffrer : elle attend son code.
seal-need-unblock = Carte bloquée
seal-need-unblock-note = Ce message est chiffré pour votre carte, qui est bloquée. Débloquez-la avec l’outil de son émetteur.
seal-need-again = La carte ne répond pas
seal-need-again-note = Ce message est chiffré pour une carte qui n’a pas répondu. Retirez-la, remettez-la, puis recommencez.
seal-for-others = Message chiffré pour d’autres
seal-for-others-note = Aucune des cartes et des clés présentes ne peut le déchiffrer. Essayez avec la carte à laquelle il était destiné.
seal-hopeless = Message illisible
seal-hopeless-note = Le contenu chiffré est abîmé, ou d’un procédé que Sceau ne connaît pas. Demandez à l’expéditeur de l’envoyer de nouveau.
seal-title = Signature et chiffrement
seal-copy = Copier le rapport
seal-covers-part = une partie seulement
seal-named = Le certificat nomme { $holder }
seal-signer-unknown = Signataire inconnu
seal-signed-at = Signé le
seal-bound = Lié à l’expéditeur
seal-bound-certificate = { $address }, par le certificat
seal-bound-directory = { $address }, par l’annuaire
seal-bound-contact = { $address }, par un contact du cabinet
seal-bind-lead = { $holder } a signé, mais sa carte ne porte pas d’adresse. Si vous savez que { $address } est bien la sienne, les messages qu’il ou elle signe depuis cette adresse seront reconnus.
seal-bind = Confirmer cette adresse…
seal-bind-sure = { $address } est-elle bien l’adresse de { $holder } ? Ne confirmez que ce que vous tenez de cette personne elle-même.
seal-bind-yes = Oui, c’est la sienne
seal-withdraw-whose = Le { $date }, il a été confirmé ici que { $address } est l’adresse de { $holder }.
seal-withdraw-lead = C’est pourquoi cette signature est refusée. Si la confirmation était une erreur, elle peut être retirée.
seal-withdraw = Retirer la confirmation de cette adresse…
seal-withdraw-sure = Ne la retirez que si vous savez qu’elle est fausse : ce message peut aussi venir de quelqu’un qui signe avec sa propre carte sous l’adresse d’un autre. L’adresse sera ensuite de nouveau « non confirmée ».
seal-withdraw-yes = Retirer
seal-withdraw-where = Si une adresse a été confirmée par erreur, cela se retire dans Réglages, page Certificats, sous « Adresses confirmées ».
seal-holder-rpps = RPPS { $number }
seal-holder-certificate = Certificat { $print }…
seal-holder-named = { $name }, certificat { $print }…
seal-algorithm = Algorithme
seal-profession = Profession
seal-rpps = RPPS
seal-structure = Structure
seal-addresses = Adresses
seal-subject = Titulaire
seal-issuer = Délivré par
seal-validity = Valable
seal-valid-between = du { $from } au { $until }
seal-serial = Numéro de série
seal-fingerprint = Empreinte SHA-256

settings-page-card = Carte
settings-card-removal = Quand la carte est retirée
settings-card-closes = Refermer ce qu’elle a déchiffré
settings-card-closes-note = Les messages chiffrés ne se lisent qu’avec la carte dans le lecteur.
settings-card-stays = Laisser lisible jusqu’à la fermeture de Sceau
settings-card-stays-note = Ce qui a été déchiffré reste en mémoire, jamais sur le disque.
settings-card-search = Recherche
settings-card-searchable = Trouver aussi par les mots des messages déchiffrés
settings-card-searchable-note = Ces mots entrent dans l’index, qui est chiffré comme tout le cache.
settings-card-module = Programme de la carte (PKCS#11)
settings-card-module-note = Sceau trouve de lui-même la Cryptolib CPS, OpenSC et ceux des fabricants. N’indiquez un fichier que pour une autre carte.
settings-card-module-wrong = Indiquez le chemin complet du fichier.
settings-card-module-keep = Utiliser

# Les certificats, les autorités et les ouvertures du cache, dans les réglages.
settings-page-certificates = Certificats
certificates-listing = Lecture des certificats…
certificates-busy = Un instant…
certificates-keys = Certificats logiciels
certificates-keys-note = Ils servent comme une carte, sans lecteur. Leur clé ne quitte ce poste que si vous l’exportez.
certificates-import = Importer un certificat (.p12)…
certificates-export = Exporter…
certificates-remove = Retirer…
certificates-remove-now = Retirer pour toujours
certificates-keep = Garder
certificates-key-lost = Les messages chiffrés pour ce seul certificat ne se liront plus ici. Exportez-le d’abord si vous n’en avez pas de copie.
certificates-not-yet-valid = Pas encore valable.
certificates-expired = Périmé ; il ouvre encore les anciens messages.
certificates-not-for-mail = N’est pas fait pour la messagerie.
certificates-imported = « { $name } » est importé.
certificates-imported-before = « { $name } » était déjà là ; rien n’a changé.
certificates-exported = Exporté : { $path }. Gardez ce fichier à l’abri, sa phrase de passe ailleurs.
certificates-key-files = Certificats logiciels
certificates-anchor-files = Certificats
certificates-all-files = Tous les fichiers
certificates-file-name = certificat.p12
certificates-anchors = Autorités reconnues
certificates-anchors-note = Une signature est reconnue si son certificat vient de l’une d’elles.
certificates-add-anchor = Ajouter une autorité…
certificates-anchor-installed = IGC-Santé, trouvée sur ce poste
certificates-anchor-file = IGC-Santé, ajoutée depuis un fichier
certificates-anchor-own = Ajoutée par vous
certificates-anchor-lost = Les signatures faites avec ses certificats ne seront plus reconnues, sauf si une autre autorité s’en porte garante.
certificates-anchor-is-igc = « { $name } » : autorité de l’IGC-Santé, reconnue à son empreinte.
certificates-anchor-is-own = « { $name } » : reconnue désormais, parce que vous l’avez ajoutée.
certificates-anchor-is-below = « { $name } » : retenue, sous une autorité déjà reconnue.
certificates-anchor-is-known = « { $name } » : déjà connue, rien n’a changé.
certificates-anchor-is-test = « { $name } » : certificat de test, jamais reconnu.
certificates-anchor-is-none = « { $name } » : ce n’est pas une autorité.
certificates-anchor-nothing = Ce fichier ne contient aucun certificat.
certificates-addresses = Adresses confirmées
certificates-addresses-note = Une carte ne porte pas d’adresse : celles-ci ont été confirmées ici pour leur titulaire.
certificates-address-since = Confirmée le { $date }
certificates-address-going = { $address } : { $holder }
certificates-address-lost = Les messages que ce titulaire signe depuis cette adresse seront de nouveau « adresse non confirmée ». Ceux qu’un autre signe depuis elle ne seront plus refusés pour cela.
certificates-withdraw = Retirer
certificates-slots = Ouverture du cache
certificates-slots-note = Chacun de ces moyens suffit. Il en reste toujours un autre qu’une carte.
certificates-add-card = Ajouter la carte insérée
certificates-slot-session = Session de l’ordinateur
certificates-slot-session-note = Sceau s’ouvre sans rien demander quand votre session est ouverte.
certificates-slot-passphrase = Phrase de passe
certificates-slot-passphrase-note = Demandée au démarrage.
certificates-slot-card = Carte
certificates-slot-card-note = Insérée, avec son code.
certificates-slot-lost = Ce moyen n’ouvrira plus le cache. Les messages restent, et les autres moyens aussi.
passphrase-import-title = Importer un certificat
passphrase-import-lead = Le fichier « { $file } » est protégé par une phrase de passe, donnée par qui l’a fourni.
passphrase-of-file = Phrase de passe du fichier
passphrase-import = Importer
passphrase-importing = Ouverture du fichier…
passphrase-export-title = Exporter le certificat
passphrase-export-lead = Qui a ce fichier et sa phrase de passe peut signer et lire à la place de « { $name } ».
passphrase-new = Nouvelle phrase de passe
passphrase-export = Exporter
passphrase-exporting = Chiffrement du fichier…

## Réponses et accusés de lecture
answer-wrote = Le { $date }, { $who } a écrit :
answer-wrote-nobody = Le { $date }, il a été écrit :
answer-forwarded = -------- Message transféré --------
answer-from = De : { $people }
answer-date = Date : { $date }
answer-subject = Objet : { $subject }
answer-to = À : { $people }
answer-cc = Copie à : { $people }
answer-forward-mark = TR
receipt-asked = L’expéditeur demande un accusé de lecture.
receipt-send = Envoyer l’accusé
receipt-refuse = Ne pas envoyer
receipt-sending = Envoi de l’accusé de lecture…
receipt-sent = L’accusé de lecture a été envoyé.
receipt-sent-unasked = L’accusé de lecture demandé a été envoyé, comme le veulent vos réglages.
receipt-refused = Aucun accusé de lecture n’est envoyé pour ce message.
receipt-failed = L’accusé de lecture n’est pas parti. { $sentence } { $remedy }
receipt-report = Accusé reçu : { $fate } ({ $recipient })
receipt-came = { $recipient } : { $fate }, { $date }
receipt-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
receipt-see = Voir le message
receipt-somebody = destinataire inconnu
settings-page-reading = Lecture
settings-receipts = Accusés de lecture demandés par les expéditeurs
settings-receipts-ask = Demander
settings-receipts-ask-note = La question est posée à côté du message.
settings-receipts-always = Toujours
settings-receipts-always-note = Sans demander, quand l’adresse de retour est bien celle de l’expéditeur.
settings-receipts-never = Jamais
settings-receipts-never-note = Rien n’est envoyé, et rien n’est demandé.
settings-pictures = Expéditeurs dont les images distantes s’affichent
settings-pictures-none = Aucun : les images distantes restent retenues tant que vous ne les demandez pas.
settings-pictures-remove = Retenir de nouveau ses images
fate-displayed = affiché
fate-processed = traité par un logiciel
fate-dispatched = transmis
fate-deleted = supprimé
fate-denied = le destinataire ne veut rien dire
fate-failed = échec
fate-undelivered = non remis
fate-delayed = remise retardée
fate-delivered = remis
fate-relayed = relayé
fate-expanded = distribué à une liste
receipt-text = Votre message « { $subject } » du { $date } a été affiché dans la boîte { $mailbox }. Cet accusé ne prouve ni qu’il a été lu en entier, ni qu’il a été compris.
## Groupes et colonnes de la liste

period-coming = À venir
period-today = Aujourd’hui
period-yesterday = Hier
period-weekday = { $weekday ->
    [1] Lundi
    [2] Mardi
    [3] Mercredi
    [4] Jeudi
    [5] Vendredi
    [6] Samedi
   *[7] Dimanche
}
period-last-week = Semaine dernière
period-month = { $month ->
    [1] Janvier
    [2] Février
    [3] Mars
    [4] Avril
    [5] Mai
    [6] Juin
    [7] Juillet
    [8] Août
    [9] Septembre
    [10] Octobre
    [11] Novembre
   *[12] Décembre
}
period-month-of-year = { period-month } { $year }
list-conversation = { $unread ->
    [0] Conversation de { $count } messages
    [one] Conversation de { $count } messages, dont un non lu
   *[other] Conversation de { $count } messages, dont { $unread } non lus
}
list-mark-signed = Message signé
list-mark-encrypted = Message chiffré
list-filter-signed = Signés
list-show = Affichage de la liste
column-unread = Non lu
column-flag = Suivi
column-security = Sécurité
column-tags = Étiquettes
column-attachment = Pièce jointe
columns-title = Colonnes de la liste
columns-sentence = Cochez ce que la liste montre, dans l’ordre où elle le montre. Les colonnes se voient quand la liste est assez large.
columns-up = Plus à gauche
columns-down = Plus à droite
columns-wider = Élargir
columns-narrower = Rétrécir
columns-reset = Comme au départ
menu-group-none = Sans groupes
menu-group-day = Grouper par jour
menu-group-conversation = Grouper par conversation
menu-form-lines = Sur deux lignes
menu-form-columns = En colonnes
menu-density-airy = Aéré
menu-density-comfortable = Normal
menu-density-compact = Serré
menu-columns = Choisir les colonnes…
menu-sort-date = Trier par date
menu-sort-who = Trier par correspondant
menu-sort-subject = Trier par objet
menu-sort-size = Trier par taille
shortcut-show = Affichage de la liste

## Imprimer

print = Imprimer
print-save = Enregistrer en PDF…
print-save-archive = Enregistrer en PDF/A (archivage)…
print-title = Message imprimé par Sceau
print-from = De
print-to = À
print-cc = Copie
print-date = Date
print-attachments = Pièces jointes
print-attachment = Pièce imprimée
print-seal = Sécurité
print-file = { $name } ({ $size })
print-others = { $count ->
    [one] et une autre entrée
   *[other] et { $count } autres
}
print-foot = { $subject } – { $mailbox } – imprimé le { $date }
print-page = page { $number } / { $count }
print-making = Mise en page pour l’impression…
print-sent = Envoyé à l’impression
print-opened = Ouvert en PDF : imprimez-le depuis cette fenêtre
print-cut = Imprimé en partie : le message est trop long pour l’être en entier
print-cancelled = Rien n’a été imprimé
print-failed = L’impression n’a pas abouti
print-too-many = Imprimez au plus { $most } messages à la fois
shortcut-print = Imprimer le message, ou ceux qui sont choisis
fault-layout-unread = La mise en page de ce message n’a pas pu être lue ; sans elle, il ne serait plus celui que vous aviez écrit.
fault-layout-unread-remedy = Réessayez. Le message reste tel qu’il est ; vous pouvez en copier le texte dans un nouveau message.
fault-unprintable = Ce message n’a pas pu être mis en page pour l’impression.
fault-unprintable-remedy = Affichez son texte seul, puis imprimez-le, ou enregistrez la pièce jointe et ouvrez-la dans son programme.
fault-no-printer = Aucune imprimante n’est prête, et aucun programme de ce poste n’ouvre les PDF.
fault-no-printer-remedy = Ajoutez une imprimante dans les réglages du poste, ou enregistrez le message en PDF.
cli-print = Met un message en PDF, comme imprimé
cli-print--id = Le numéro du message
cli-print--file = Le fichier à écrire
cli-print--pdf-a = En PDF/A, pour l’archivage
cli-printed = { $pages ->
    [one] Une page écrite
   *[other] { $pages } pages écrites
}

## Écrire

tool-write = Écrire
tool-write-long = Écrire un message
shortcut-write = Écrire un message
shortcut-reply = Répondre
shortcut-reply-all = Répondre à tous
shortcut-forward = Transférer
answer-reply = Répondre
answer-reply-all = Répondre à tous
answer-forward = Transférer
answer-forward-plain = Transférer sans les pièces jointes
answer-forward-eml = Transférer en pièce jointe
answer-edit = Modifier comme nouveau message
answer-redirect = Rediriger
writing-title = { $subject } — Écrire — Sceau
writing-title-new = Nouveau message — Sceau
writing-send = Envoyer
writing-send-tip = Envoyer (Ctrl + Entrée)
writing-attach = Joindre
writing-attach-tip = Joindre des fichiers (Ctrl + Maj + A), ou les glisser dans la fenêtre
writing-attach-title = Fichiers à joindre
writing-document = Joindre un document de santé… (Ctrl + Maj + D)
writing-document-short = Joindre un document de santé…
document-pick-title = Document de santé à joindre
document-pick-filter = Documents de santé (CDA, PDF, IHE_XDM)
document-title = Joindre un document de santé
document-lead = Le document part comme MSSanté le demande : archive IHE_XDM.zip et PDF lisible par tous.
document-join = Joindre
document-packing = Préparation du document…
document-checked = J’ai vérifié l’identité du patient
document-patient = Patient
document-about = Document
document-kind = Type de document
document-name = Titre
document-date = Date de l’acte
document-author = Auteur
document-family = Nom de naissance
document-used = Nom utilisé (facultatif)
document-given = Prénoms
document-birth = Date de naissance
document-day-hint = JJ/MM/AAAA
document-sex = Sexe
document-female = Féminin
document-male = Masculin
document-unknown = Inconnu
document-place = Code INSEE du lieu de naissance (facultatif)
document-number = Matricule INS
document-ins = Matricule INS (facultatif)
document-ins-kind = Nature de l’INS
document-hidden = Ne pas montrer au patient pour l’instant
document-not-archival = Ce PDF ne se dit pas PDF/A, que MSSanté demande : il partira tel quel.
document-pdf-made = Ce document n’a pas de PDF : Sceau en fait un.
document-masked-professionals = Masqué aux professionnels : il ne pourra pas leur être envoyé.
document-masked-patient = Pas encore visible par le patient : il ne pourra pas lui être envoyé.
document-masked-guardians = Masqué aux représentants légaux : à l’adresse du patient lui-même, et jamais à la leur.
document-note-qualified = Identité complète, et la clé de l’INS est juste.
document-note-no-ins = Sans INS : l’identité n’est pas qualifiée.
document-note-wrong-key = La clé de l’INS est fausse : vérifiez le matricule.
document-note-no-key = Il manque la clé de l’INS, les deux derniers chiffres.
document-note-unreadable = Ce matricule n’est pas un INS : il a 15 caractères.
document-note-provisional = INS de nature NIA : identité provisoire.
document-note-not-real = INS de test, de démonstration ou d’ancienne nature : pas celui d’un patient suivi.
document-note-other-sex = Le matricule dit un autre sexe : vérifiez.
document-note-other-birth = Le matricule dit un autre mois de naissance : vérifiez.
document-note-lacks = Pour une identité qualifiée, il manque : { $what }.
document-note-left-out = Le matricule ne sera pas mis dans le document tant qu’il reste un doute.
writing-discard = Abandonner
writing-sign = Signer
writing-sign-on = Le message sera signé avec votre certificat. Appuyez pour ne pas signer.
writing-sign-off = Le message ne sera pas signé. Appuyez pour signer.
writing-sign-unable = Aucune clé de signature : insérez votre carte, ou importez un certificat.
writing-encrypt = Chiffrer
writing-encrypt-on = Seuls les destinataires pourront lire le message. Appuyez pour l’envoyer en clair.
writing-encrypt-off = Le message partira en clair. Appuyez pour le chiffrer.
writing-read-receipt = Demander une confirmation de lecture
writing-delivery-report = Demander un avis de remise
writing-copy = Garder une copie dans Envoyés
writing-last-word = Fin d’échange : le patient ne pourra pas répondre
writing-checking = Vérification…
writing-leaving = Envoi…
writing-enclosing = Lecture des fichiers…
writing-kept = Brouillon gardé à { $time }
writing-discarded = Message abandonné
writing-taken-up = Le message est de nouveau là.
writing-space-secure = Espace de confiance MSSanté
writing-space-ordinary = Messagerie ordinaire, hors de l’espace de confiance : pas de données de santé
writing-space-template = Modèle : son nom est l’objet. Les champs entre accolades se remplissent à l’emploi : { "{" }nom{ "}" }, { "{" }date{ "}" }, { "{" }motif{ "}" }…
writing-templates = Insérer un modèle, ou en faire un de ce message (Ctrl + T)
writing-signature = Changer la signature (Ctrl + Maj + S)
writing-options = Autres réglages du message (F10)
writing-rich = Mise en forme
writing-next-from = Écrire depuis la boîte suivante
writing-add-cc = Ajouter « Copie »
writing-add-bcc = Ajouter « Cci »
writing-add-reply-to = Ajouter « Répondre à »
writing-detach-last = Retirer la dernière pièce jointe
writing-goes-on = Le message part tel qu’il est arrivé, avec sa signature et ses pièces jointes. Seuls les destinataires se choisissent ici ; pour écrire un mot, transférez-le.
menu-signature = { $name }
menu-no-signature = Sans signature
template-keep = Enregistrer le modèle
template-keep-tip = Enregistrer dans le dossier Modèles de la boîte (Ctrl + Entrée)
template-write = Écrire d’après ce modèle
template-edit = Modifier ce modèle
template-new = Nouveau modèle
templates-title = Modèles
templates-hint = Nom du modèle
templates-loading = Lecture des modèles…
templates-none = Aucun modèle pour l’instant. « Faire un modèle de ce message » en crée un, que toute la boîte partage.
templates-nothing = Aucun modèle pour « { $typed } ».
templates-unnamed = Sans nom
templates-make = Faire un modèle de ce message
templates-take = Insérer
writing-from = De
writing-to = À
writing-to-hint = Nom ou adresse
writing-cc = Copie
writing-bcc = Cci
writing-reply-to = Répondre à
writing-reply-to-short = Répondre à
writing-subject = Objet
writing-detach = Retirer
writing-shrink = Réduire
writing-shrink-tip = Remplacer l’image par une plus légère, lisible à l’écran et sur papier
writing-cannot-shrink = Cette image est déjà légère.
writing-nothing-to-paste = Rien à coller : ni texte, ni image, ni fichier n’a été copié.
writing-picture-title = Images à placer dans le texte
writing-picture-filter = Images
writing-size = { $size } à l’envoi
writing-size-of = { $size } sur { $limit }
writing-person-unfit = Ce n’est pas une adresse : double-cliquez pour la corriger.
writing-person-apicrypt = Adresse Apicrypt : un message ordinaire ou chiffré en S/MIME risque de ne pas y être lu.
writing-person-certified = Certificat connu : on peut lui écrire chiffré.
writing-person-uncertified = Aucun certificat connu : on ne peut pas lui écrire chiffré.
writing-group = { $name } ({ $count })
writing-group-hint = Double-clic : ouvrir le groupe
writing-person-remove = Retirer
code-lead-sign = Code de { $holder }, pour signer ce message.

## Avant l’envoi

writing-check-title = Avant d’envoyer
writing-check-stopped = Ce message ne peut pas partir ainsi
writing-check-back = Revenir au message
writing-check-send = Envoyer quand même
check-no-server = Cette boîte ne fait que recevoir : choisissez une autre boîte d’envoi.
check-no-recipient = Le message n’a pas de destinataire.
check-unfit = Ce ne sont pas des adresses : { $people }.
check-too-large = Le message pèse { $size } à l’envoi, et la limite est de { $limit } : retirez ou réduisez des pièces jointes.
check-too-many = Le message a { $number } destinataires, et la limite est de { $limit }.
check-forbidden = Cette boîte n’envoie pas hors de l’espace de confiance : { $people }.
check-bared = Le message reprend un courrier reçu chiffré : il ne peut pas repartir en clair.
check-no-key = Aucune clé de signature n’est disponible : insérez votre carte, ou envoyez sans signer.
check-uncertified = Aucun certificat de chiffrement pour : { $people }.
check-hidden-professionals = Ce document est masqué aux professionnels à la demande du patient : il ne peut pas aller à { $people }.
check-hidden-patients = Ce document n’est pas encore visible par le patient : il ne peut pas aller à { $people }.
check-other-patients = Ce document concerne une autre personne que { $people } : l’INS de l’adresse n’est pas celui du document.
check-patient-named = L’objet nomme le patient, et il sortirait de l’espace de confiance MSSanté vers { $people }.
check-hidden-guardians = Ce document est masqué aux représentants légaux : vérifiez que { $people } est bien l’adresse du patient lui-même.
check-unruled = Ce document est masqué aux représentants légaux, et aucune règle ne dit s’il peut aller à un professionnel : { $people }.
check-unqualified = L’identité dans le document n’est pas qualifiée : vérifiez que { $people } est bien l’adresse de ce patient.
check-several-patients = Le message porte des documents de plusieurs patients : un message MSSanté n’en concerne qu’un.
check-document-in-clear = Un document de santé partirait en clair, hors de l’espace de confiance MSSanté : { $people }.
check-outside = Hors de l’espace de confiance MSSanté : { $people }. Vérifiez que le message peut y aller.
check-apicrypt = Adresses Apicrypt : { $people }. Le message risque de ne pas y être lu.
check-patients = Messagerie de patient : { $people }. Vérifiez l’identité avant d’envoyer.
check-nothing-attached = Le message parle d’une pièce jointe, et rien n’est joint.
check-no-subject = Le message n’a pas d’objet.
check-blanks = Il reste à remplir : { $names }.
check-many-in-cc = Les { $number } destinataires verront tous les adresses des autres.
check-unreadable-copy = La copie dans les messages envoyés ne pourra pas être relue ici : votre certificat de chiffrement n’est pas connu.
check-and-more = { $count ->
    [one] , et { $number } autre
   *[other] , et { $number } autres
}
remedy-sign-only = Signer sans chiffrer
remedy-in-clear = Envoyer en clair
remedy-drop = Retirer ces destinataires
remedy-drop-documents = Retirer le document
remedy-unnamed = Ôter le patient de l’objet
remedy-encrypt = Chiffrer
remedy-unsigned = Envoyer sans signer
remedy-no-copy = Sans copie
remedy-attach = Joindre…
remedy-subject = Écrire l’objet
remedy-blank = Remplir
remedy-to-bcc = Tout mettre en Cci

## Réglages : écriture

settings-page-writing = Écriture
settings-writing-none = Aucune boîte n’est installée.
settings-sign = Signer les messages
settings-encrypt = Chiffrer les messages
settings-hide-subject = Masquer l’objet des messages chiffrés
settings-hide-subject-note = Les destinataires le lisent dans le message. À laisser de côté si leurs logiciels classent les documents d’après l’objet.
settings-habit-always = Toujours
settings-habit-possible = Quand c’est possible
settings-habit-never = Jamais
settings-outside = Destinataires hors de l’espace de confiance
settings-outside-forbid = Interdire
settings-outside-warn = Prévenir
settings-outside-allow = Autoriser
settings-signatures = Signature sous les messages
settings-signature-none = Aucune
settings-signature-unnamed = Sans nom
settings-signature-add = Nouvelle signature
settings-signature-edit = Modifier
settings-signature-name = Nom de la signature
settings-signature-done = Terminé
settings-signature-hint = Ce qui est écrit sous le message
settings-signature-rich = Avec mise en forme
settings-signature-remove = Supprimer la signature
settings-signature-fields = Champs : { "{" }titre{ "}" } { "{" }nom{ "}" } { "{" }rpps{ "}" } { "{" }téléphone{ "}" } { "{" }date{ "}" } { "{" }patient{ "}" }
settings-signature-above = La placer au-dessus du message cité
settings-author = Vous, dans la signature
settings-author-title = Titre
settings-author-phone = Téléphone
settings-author-rpps = Numéro RPPS
settings-grace = Temps pour reprendre un envoi
settings-grace-none = Aucun
settings-grace-seconds = { $seconds } s
settings-limits = Limites de l’opérateur
settings-limit-size = Taille d’un message, en Mo
settings-limit-people = Nombre de destinataires
settings-each-message = Pour chaque message
settings-rich = Écrire avec une mise en forme
settings-copy = Garder une copie dans les messages envoyés
settings-ask-receipt = Demander une confirmation de lecture
settings-ask-report = Demander un avis de remise

## Boîte d’envoi

tool-outbox = { $count ->
    [one] { $number } envoi
   *[other] { $number } envois
}
tool-drafts-here = { $count ->
    [one] { $number } brouillon à part
   *[other] { $number } brouillons à part
}
outbox-drafts-lead = Ces brouillons sont sur ce poste seul : ils doivent partir chiffrés et aucun de vos certificats ne peut les garder, ou le serveur n’en a pas voulu.
outbox-draft-changed = Écrit le { $date }.
outbox-draft-on = Continuer
outbox-nobody = Sans destinataire
writing-kept-here = Le brouillon est gardé sur ce poste seul : il est avec les envois.
confirm-remove-drafts = { $count ->
    [one] Un brouillon n’est que sur ce poste : il sera perdu.
   *[other] { $number } brouillons ne sont que sur ce poste : ils seront perdus.
}
confirm-remove-letters = { $count ->
    [one] Un message n’est pas encore parti. Attendez qu’il parte, ou reprenez-le dans la boîte d’envoi.
   *[other] { $number } messages ne sont pas encore partis. Attendez qu’ils partent, ou reprenez-les dans la boîte d’envoi.
}
settings-page-documents = Documents de santé
documents-lead = Les résultats et comptes rendus (HPRIM, CDA) sont écrits tels qu’ils sont arrivés dans le dossier où votre logiciel les prend. Rien n’est écrit deux fois, ni par-dessus un fichier.
documents-folder = Dossier de votre logiciel
documents-no-folder = Aucun dossier choisi : rien n’est exporté.
documents-choose = Choisir un dossier…
documents-choose-title = Dossier où le logiciel du cabinet prend les documents
documents-stop = Ne plus exporter
documents-on-arrival = Exporter dès l’arrivée, sans le demander
documents-split = Un fichier par dossier de patient
documents-pdf = Exporter aussi les pièces jointes PDF
documents-template = Nom des fichiers
documents-template-fields = Champs : {"{NOM}"} {"{PRENOM}"} {"{DDN}"} {"{DATE}"} {"{n}"} {"{uid}"} {"{orig}"} {"{ext}"}
documents-template-wrong = Ce modèle ne donne pas un nom de fichier.
documents-preview = Par exemple : { $name }
documents-copies = Documents CDA
documents-copies-none = Document
documents-copies-beside = Document et PDF
documents-copies-instead = PDF seul
documents-endings = Terminaison des fichiers HPRIM
documents-ending-original = Celle de l’expéditeur
documents-ending-hpr = .hpr
documents-ending-hpm = .hpm
documents-ending-txt = .txt
documents-senders = Seulement de ces expéditeurs
documents-senders-hint = Tous
documents-senders-note = Adresses ou domaines, séparés par des virgules : labo.example, dr.durand@clinique.example
documents-keep = Garder
documents-export-now = Exporter la boîte de réception
documents-journal = Journal des exports
tool-export = Exporter
export-documents = Exporter les documents
shortcut-export = Exporter les documents des messages choisis
exports-title = Journal des exports
exports-lead = Ce qui a été écrit pour le logiciel du cabinet, et ce qui attend.
exports-empty = Rien n’a encore été exporté.
exports-nobody = Patient non précisé
exports-kind-hprim = HPRIM
exports-kind-cda = Document CDA
exports-kind-pdf = PDF
exports-kind-archive = Archive IHE_XDM
exports-kind-other = Fichier
exports-written = { $file }, le { $date }, par { $by }.
exports-written-by-itself = { $file }, le { $date }, à l’arrivée.
exports-waiting = Attend d’être écrit dans { $folder }.
exports-refused = Non exporté : à vérifier d’abord.
exports-refused-for-good = Refusée : rien n’en a été écrit.
exports-missing = Le dossier { $folder } est introuvable. Il sera réessayé.
exports-read-only = Le dossier { $folder } n’accepte pas de fichier. Il sera réessayé.
exports-full = Il n’y a plus de place dans { $folder }. Il sera réessayé.
exports-hangs = Le dossier { $folder } ne répond pas. Il sera réessayé.
exports-failed = Le fichier n’a pas pu être écrit dans { $folder }. Il sera réessayé.
exports-altered = Ce n’est pas le fichier que son archive annonce.
exports-several = Son archive parle de plusieurs patients.
exports-withdrawn = Son expéditeur le retire.
exports-unreadable = L’archive est abîmée ou illisible. Demandez à l’expéditeur de la renvoyer.
exports-oversized = L’archive est trop grande, ou contient trop de fichiers.
exports-harmful = L’archive est piégée (taille ou chemins trompeurs). Prévenez l’expéditeur.
exports-locked = L’archive est protégée par un mot de passe. Demandez à l’expéditeur de la renvoyer sans.
exports-again = Exporter de nouveau
exports-now = Exporter maintenant
exports-show = Voir le dossier
exports-older = Plus anciens
exports-said = { $count ->
    [one] { $number } document exporté.
   *[other] { $number } documents exportés.
}
exports-said-known = { $count ->
    [one] Rien de nouveau : { $number } document était déjà exporté.
   *[other] Rien de nouveau : { $number } documents étaient déjà exportés.
}
exports-said-stopped = Export arrêté. Ce qui a été écrit le reste, et figure au journal.
exports-said-nothing = Aucun document à exporter.
exports-said-waiting = { $count ->
    [one] { $number } attend.
   *[other] { $number } attendent.
}
exports-said-refused = { $count ->
    [one] { $number } est à vérifier.
   *[other] { $number } sont à vérifier.
}
exports-said-closed = { $count ->
    [one] { $number } message n’a pas pu être lu.
   *[other] { $number } messages n’ont pas pu être lus.
}
outbox-title = Boîte d’envoi
outbox-lead = Ces messages ne sont pas encore partis, ou pas pour tous. Ils partent d’eux-mêmes dès que c’est possible.
outbox-empty = Tout est parti.
outbox-no-subject = Sans objet
outbox-said = Le message part dans un instant.
outbox-said-now = Le message part.
outbox-said-later = Le message partira le { $date }.
outbox-taken-back = L’envoi est repris : le message est de nouveau un brouillon.
outbox-later = Partira le { $date }.
outbox-in-a-moment = Part dans un instant.
outbox-again = Nouvel essai à { $time }.
outbox-waiting = Attend de pouvoir partir.
outbox-waiting-some = Parti pour certains destinataires ; les autres attendent.
outbox-handing = Est en train de partir.
outbox-in-doubt = La ligne a été coupée au dernier moment : on ne sait pas si le serveur l’a pris. Demandez à un destinataire s’il l’a reçu, puis choisissez.
outbox-refused = Le serveur ne l’a pas pris.
outbox-refused-some = Parti, mais pas pour tous.
outbox-filing = Parti. Sa copie va être rangée dans les messages envoyés.
outbox-person-later = { $person } : pas pour l’instant. { $said }
outbox-person-refused = { $person } : refusé. { $said }
outbox-take-back = Reprendre
outbox-now = Essayer maintenant
outbox-give-up = Ne plus essayer
outbox-was-sent = Il est parti
outbox-send-again = L’envoyer de nouveau
outbox-no-copy = Sans copie
fault-sending-too-late = Le message est déjà parti, ou en train de partir.
fault-sending-too-late-remedy = Il ne peut plus être repris. Écrivez au destinataire s’il faut le corriger.
fault-sending-posted = Ce message est déjà dans la boîte d’envoi.
fault-sending-posted-remedy = Reprenez-le dans la boîte d’envoi s’il faut le corriger.
fault-sending-crowd = Il y a plus de destinataires que l’opérateur n’en accepte.
fault-sending-crowd-remedy = Envoyez-le en plusieurs fois.
fault-sending-outside = Cette boîte n’envoie rien hors de l’espace de confiance.
fault-sending-outside-remedy = Retirez les destinataires qui sont hors de cet espace, ou écrivez d’une autre boîte.
fault-sending-bare = Ce message reprend ce qui est arrivé chiffré, et partirait en clair.
fault-sending-bare-remedy = Chiffrez-le, ou retirez ce qu’il reprend.
fault-sending-hidden = Ce message porte un document masqué à l’un de ses destinataires.
fault-sending-hidden-remedy = Retirez ce destinataire, ou le document.
fault-sending-other-patient = Un patient recevrait le document d’une autre personne.
fault-sending-other-patient-remedy = Vérifiez l’adresse du patient, ou retirez le document.
fault-sending-patient-named = L’objet nomme un patient, et sortirait de l’espace de confiance MSSanté.
fault-sending-patient-named-remedy = Ôtez le nom de l’objet, ou retirez les destinataires hors de l’espace de confiance.
## L’éditeur d’un message

writing-keys-window = Écrire un message
writing-keys-text = Dans le texte
writing-key-send = Envoyer
writing-key-attach = Joindre des fichiers
writing-key-document = Joindre un document de santé
writing-key-template = Modèles
writing-key-blank = Champ suivant à remplir
writing-key-signature = Changer la signature
writing-key-options = Autres réglages
writing-key-cc = Ajouter une copie
writing-key-bcc = Ajouter une copie cachée
writing-key-keep = Garder le brouillon
writing-key-close = Fermer la fenêtre
writing-key-help = Ces raccourcis
editor-find = Rechercher
editor-replace = Remplacer
editor-undo = Annuler
editor-redo = Rétablir
editor-bold = Gras
editor-italic = Italique
editor-underline = Souligné
editor-strike = Barré
editor-ink = Couleur des lettres
editor-ink-none = Sans couleur
editor-ink-grey = Gris
editor-ink-red = Rouge
editor-ink-orange = Orange
editor-ink-green = Vert
editor-ink-blue = Bleu
editor-ink-violet = Violet
editor-marker = Surligner
editor-marker-none = Sans surlignage
editor-marker-yellow = Jaune
editor-marker-green = Vert clair
editor-marker-blue = Bleu clair
editor-marker-pink = Rose
editor-size = Taille des lettres
editor-size-small = Petite
editor-size-normal = Normale
editor-size-large = Grande
editor-size-huge = Très grande
editor-plain = Effacer la mise en forme
editor-bulleted = Liste à puces
editor-numbered = Liste numérotée
editor-deeper = Augmenter le retrait
editor-shallower = Diminuer le retrait
editor-quote = Citer
editor-left = Aligner à gauche
editor-centre = Centrer
editor-right = Aligner à droite
editor-justify = Justifier
editor-link-long = Lien
editor-link-hint = Adresse de la page ou de messagerie
editor-link-set = Poser le lien
editor-link-take = Retirer le lien
editor-link-wrong = Ce n’est pas une adresse.
editor-picture = Insérer une image
editor-carried = Message d’origine, joint avec sa mise en page
writing-hint = Écrire le message
editor-find-hint = Rechercher dans le message
editor-find-next = Suivant
editor-find-previous = Précédent
editor-find-nothing = Introuvable
editor-find-nth = { $number } sur { $total }
editor-find-total = { $count ->
    [one] 1 résultat
   *[other] { $total } résultats
}
editor-replace-hint = Remplacer par
editor-replace-one = Remplacer
editor-replace-all = Tout remplacer
menu-suggestion = { $name }
menu-no-suggestion = Pas de proposition
menu-learn = Ajouter au dictionnaire
menu-cut = Couper
menu-copy = Copier
menu-paste = Coller
menu-paste-plain = Coller sans mise en forme
menu-link = Lien…
menu-all = Tout sélectionner
writing-later = Envoyer plus tard…
menu-leave = Envoyer le { $name }

## Expéditeurs bloqués et acceptés

settings-page-senders = Expéditeurs
settings-senders-add = Adresse ou domaine
settings-senders-note = Une adresse, ou un domaine entier précédé de @ : @reclame.example
settings-senders-wrong = Ce n’est ni une adresse ni un domaine.
settings-senders-block = Bloquer
settings-senders-welcome = Toujours accepter
settings-senders-black = Liste noire : les nouveaux messages vont dans les indésirables
settings-senders-white = Liste blanche : les nouveaux messages restent dans la boîte de réception
settings-senders-no-black = Personne n’est bloqué.
settings-senders-no-white = Personne n’y est inscrit.
settings-senders-trusted = { $who } est de l’espace de confiance MSSanté : le bloquer peut vous faire manquer un courrier médical.
menu-sender = Bloquer ou accepter l’expéditeur…
sender-title = Liste noire et liste blanche
sender-list = Liste
sender-black = Liste noire
sender-white = Liste blanche
sender-who = Qui
sender-address-note = Cette adresse seule
sender-domain-note = Toutes les adresses de ce domaine
sender-black-sentence = Ses nouveaux messages iront dans les indésirables dès leur arrivée. Rien n’est supprimé, et chaque déplacement peut être annulé.
sender-white-sentence = Ses nouveaux messages reviendront des indésirables dans la boîte de réception, et ne seront pas signalés comme indésirables sans une question.
sender-is-black = Déjà sur la liste noire.
sender-is-white = Déjà sur la liste blanche.
sender-trusted = Cet expéditeur est de l’espace de confiance MSSanté. Le bloquer peut vous faire manquer un courrier médical.
sender-patient = C’est l’adresse d’un patient. La bloquer peut vous faire manquer ce qu’il vous écrit.
sender-no-junk = La boîte « { $label } » n’a pas de dossier d’indésirables : ses messages y resteront dans la boîte de réception.
sender-block = Bloquer
sender-block-anyway = Bloquer quand même
sender-welcome = Toujours accepter
sender-unlist = Retirer de la liste
sender-several = Ces messages ne viennent pas d’un seul expéditeur
sender-said-black = { $who } est sur la liste noire
sender-said-white = { $who } est sur la liste blanche
sender-said-unlisted = { $who } n’est plus sur une liste
sender-offer-black = Bloquer l’expéditeur…
sender-offer-white = Toujours l’accepter…
sorted-blocked = { $count ->
    [one] Mis aux indésirables : un message d’un expéditeur bloqué
   *[other] Mis aux indésirables : { $number } messages d’expéditeurs bloqués
}
sorted-welcome = { $count ->
    [one] Repris des indésirables : un message d’un expéditeur accepté
   *[other] Repris des indésirables : { $number } messages d’expéditeurs acceptés
}
sorted-undone = Rangement annulé, une fois pour toutes
done-sort = { $count ->
    [one] Un message rangé d’après son expéditeur
   *[other] { $number } messages rangés d’après leur expéditeur
}
done-sort-in = { $count ->
    [one] Un message rangé d’après son expéditeur dans { $folder }
   *[other] { $number } messages rangés d’après leur expéditeur dans { $folder }
}
confirm-welcome-title = { $name } est sur la liste blanche
confirm-welcome-sentence = { $count ->
    [one] Signaler quand même ce message comme indésirable ?
   *[other] Signaler quand même ces { $number } messages comme indésirables ?
}
confirm-welcome-button = Signaler quand même
fault-no-junk-folder = Le message d’un expéditeur bloqué reste dans la boîte de réception : cette boîte n’a pas de dossier d’indésirables.
fault-no-junk-folder-remedy = Signalez un message comme indésirable : le dossier se crée alors, et servira pour les suivants.

## Espace de confiance MSSanté

settings-trusted = Domaines de l’espace de confiance MSSanté
settings-trusted-known = { $count ->
    [one] Liste blanche du { $date } : un domaine.
   *[other] Liste blanche du { $date } : { $number } domaines.
}
settings-trusted-none = Aucune liste sur ce poste : une adresse est reconnue au nom de son domaine.
settings-trusted-old = Cette liste a plus de 30 jours : des domaines récents peuvent y manquer.
settings-trusted-fetch = Télécharger la liste
settings-trusted-busy = En cours…
settings-trusted-file = Lire un fichier…
settings-trusted-files = Liste blanche (XML)
settings-trusted-forget = Retirer la liste
settings-trusted-daily = La télécharger une fois par jour
settings-trusted-address = Adresse de téléchargement
settings-trusted-https = L’adresse commence par https://
people-unlisted = n’est pas dans la liste blanche
check-unlisted = Pas dans la liste blanche MSSanté : { $people }. Le domaine peut être récent, mal écrit ou faux : vérifiez l’adresse.
fault-no-white-list = Ce n’est pas une liste blanche MSSanté complète.
fault-no-white-list-remedy = La liste d’avant reste en place. Téléchargez le fichier de nouveau, en entier.
cli-white-list = La liste blanche des domaines de l’espace de confiance MSSanté
cli-white-list-show = Dit quelle liste est là, et de quand elle date
cli-white-list-import = Lit une liste dans un fichier
cli-white-list-import--file = Le fichier listeblanchemssante.xml
cli-white-list-fetch = Télécharge la liste
cli-white-list-fetch--address = Une autre adresse que celle de l’espace de confiance (https)
cli-white-list-forget = Retire la liste : les domaines sont reconnus à leur nom
cli-white-list-none = Aucune liste : les domaines sont reconnus à leur nom.
cli-white-list-line = { $count ->
    [one] Liste du { $date } : un domaine.
   *[other] Liste du { $date } : { $number } domaines.
}
cli-white-list-old = Elle a plus de 30 jours.
cli-sender = Les expéditeurs bloqués (liste noire) et acceptés (liste blanche)
cli-sender-list = Énumère les deux listes
cli-sender-block = Met un expéditeur sur la liste noire
cli-sender-block--who = Une adresse, ou un domaine précédé de @
cli-sender-block--yes = Même s’il est de l’espace de confiance MSSanté
cli-sender-welcome = Met un expéditeur sur la liste blanche
cli-sender-welcome--who = Une adresse, ou un domaine précédé de @
cli-sender-remove = Retire un expéditeur des listes
cli-sender-remove--who = Une adresse, ou un domaine précédé de @
cli-sender-trusted = Cet expéditeur est de l’espace de confiance MSSanté : confirmez par --yes.
cli-sender-black = liste noire : { $who }
cli-sender-white = liste blanche : { $who }
