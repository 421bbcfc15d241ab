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

size-bytes = { $value } o
size-kilo = { $value } Ko
size-mega = { $value } Mo
size-giga = { $value } Go
size-tera = { $value } To

## Rôles des dossiers

role-inbox = Boîte de réception
role-drafts = Brouillons
role-sent = Envoyés
role-archive = Archives
role-junk = Indésirables
role-trash = Corbeille

## Boîtes et dossiers

folders-secure-space = Boîte de l’espace de confiance MSSanté
folders-line-working = Relève en cours
folders-line-offline = Hors ligne : le courrier déjà relevé reste lisible
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
reader-save-as = Enregistrer sous…
reader-save-all = Tout enregistrer
reader-copy-all = Copier tout le texte
reader-fixed = Lettres de même largeur, pour les tableaux
reader-proportional = Lettres ordinaires
reader-headers-show = Voir les en-têtes
reader-headers-hide = Revenir au message
reader-blank = Ce message ne contient pas de texte.
reader-blank-attachments = Ce message ne contient pas de texte, seulement des pièces jointes.
reader-encrypted-title = Message chiffré
reader-encrypted-sentence = Son texte ne peut pas encore être déchiffré sur ce poste.

### Écrans, fenêtres, avis, barre d’état, raccourcis

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
fault-cache-damaged-remedy = Vos messages restent sur le serveur. Au démarrage, Sceau peut mettre ce cache de côté et en refaire un ; il redemandera l’adresse et le mot de passe.
fault-cache-newer = Ce cache a été écrit par une version plus récente de Sceau.
fault-cache-newer-remedy = Installez la dernière version de Sceau. Rien n’a été modifié.
fault-disk-full = Le disque de ce poste est plein.
fault-disk-full-remedy = Libérez de la place, puis réessayez. Ce qui est déjà là n’est pas perdu.
fault-cache-unwritable = Sceau ne peut pas écrire dans son dossier.
fault-cache-unwritable-remedy = Vérifiez les droits de ce dossier et que le disque n’est pas en lecture seule, puis réessayez.
fault-last-slot = C’est la dernière façon d’ouvrir le cache : elle ne peut pas être retirée.
fault-last-slot-remedy = Ajoutez d’abord une autre protection.
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
fault-mailbox-in-use = La boîte est déjà ouverte par un autre logiciel.
fault-mailbox-in-use-remedy = En POP3, un seul logiciel relève à la fois. Fermez l’autre ; Sceau réessaie de lui-même.
fault-mailbox-nameless = Ce serveur ne permet pas de reconnaître les messages déjà relevés.
fault-mailbox-nameless-remedy = Demandez à l’opérateur un accès IMAP, ou l’ouverture des commandes UIDL ou TOP.
fault-no-servers-found = Aucun serveur n’a été trouvé pour cette adresse.
fault-no-servers-found-remedy = Vérifiez l’adresse, ou saisissez les serveurs donnés par l’opérateur.
fault-bad-address = Cette adresse n’est pas valable.
fault-bad-address-remedy = Corrigez-la : une adresse s’écrit nom@domaine.
fault-account-exists = Cette boîte est déjà dans Sceau.
fault-account-exists-remedy = Vous la trouverez dans le volet des dossiers.
fault-not-here = Ce qui est demandé n’est plus ici.
fault-not-here-remedy = Le message ou le dossier a été déplacé ou supprimé, peut-être depuis un autre poste.
fault-body-pending = Le contenu de ce message n’est pas encore arrivé.
fault-body-pending-remedy = Il viendra avec la prochaine connexion au serveur.
fault-file-exists = Un fichier de ce nom existe déjà.
fault-file-exists-remedy = Choisissez un autre nom, ou remplacez-le.
fault-file-unwritable = Le fichier n’a pas pu être écrit.
fault-file-unwritable-remedy = Choisissez un autre dossier, ou vérifiez que celui-ci existe et accepte des fichiers.
fault-bug = Sceau a rencontré une erreur interne.
fault-bug-remedy = Vos messages ne sont pas touchés. Copiez les détails pour l’assistance.

## Barre d’état

status-protected-session = Cache protégé par la session
status-protected-passphrase = Cache protégé par phrase de passe
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
settings-density = Liste des messages
settings-accounts = Boîtes aux lettres
settings-account-add = Ajouter une boîte
settings-account-remove = Retirer de ce poste
settings-density-comfortable = Aérée
settings-density-comfortable-note = Deux lignes et un extrait.
settings-density-compact = Compacte
settings-density-compact-note = Une ligne, en tableau.

## Au démarrage

start-no-home = Impossible de trouver où ranger le profil : indiquez un dossier avec --profile.
start-no-threads = Le système refuse de démarrer le moteur de Sceau. Fermez d’autres programmes et réessayez.
start-no-display = Aucun écran n’a pu être ouvert : Sceau a besoin d’une session graphique. Sans elle, utilisez les commandes (sceau --help).

## Dans un terminal

cli = Sceau, la messagerie des cabinets médicaux. Sans commande, la fenêtre s’ouvre.
cli--profile = Un autre dossier de profil
cli--passphrase-file = Un fichier qui contient la phrase de passe du cache
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
cli-account-add--password-stdin = Lit le mot de passe sur l’entrée standard
cli-account-add--unchecked = Ajoute le compte sans essayer ses serveurs
cli-account-list = Énumère les comptes
cli-account-remove = Retire un compte et son courrier de ce poste ; le serveur garde tout
cli-account-remove--id = Le numéro du compte
cli-sync = Relève tous les comptes, puis s’arrête
cli-folders = Énumère les dossiers : numéro, chemin, non lus, total
cli-list = Énumère les messages d’un dossier
cli-list--folder = Le chemin, le nom ou le numéro du dossier
cli-list--limit = Au plus autant de messages
cli-list--unread = Seulement les messages non lus
cli-show = Montre un message
cli-show--id = Le numéro du message
cli-show--source = Le message tel qu’il est arrivé
cli-search = Cherche dans tout le courrier de ce poste
cli-search--words = Les mots cherchés
cli-search--limit = Au plus autant de messages
cli-doctor = Vérifie le cache et les serveurs
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
window-title-in = { $folder } – { $account } – Sceau
tool-sync = Relever
tool-settings = Réglages
tool-shortcuts = Raccourcis
search-placeholder = Chercher dans tout le courrier

## Le courrier nouveau, sur le bureau
news-arrived = { $number ->
    [one] Nouveau message dans { $mailbox }
   *[other] { $number } nouveaux messages dans { $mailbox }
}
news-letter = { $who } : { $subject }
news-nobody = Expéditeur inconnu
news-no-subject = Sans objet
news-open = Ouvrir
