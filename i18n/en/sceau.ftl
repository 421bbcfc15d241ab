# The words of Sceau in English. French is the source; tests/i18n.rs compares them.

## Dates and sizes

date-this-week = { $weekday ->
    [1] Mon { $time }
    [2] Tue { $time }
    [3] Wed { $time }
    [4] Thu { $time }
    [5] Fri { $time }
    [6] Sat { $time }
   *[7] Sun { $time }
}
date-day = { $day }
date-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date-month-long = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-weekday-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-this-year = { date-day } { date-month-short }
date-any = { $day } { date-month-short } { $year }
date-long = { date-weekday-long } { date-day } { date-month-long } { $year } at { $time }
date-day-long = { date-weekday-long } { date-day } { date-month-long } { $year }

size-bytes = { $value } B
size-kilo = { $value } kB
size-mega = { $value } MB
size-giga = { $value } GB
size-tera = { $value } TB

## Roles of folders

role-inbox = Inbox
role-drafts = Drafts
role-templates = Templates
role-sent = Sent
role-archive = Archive
role-junk = Junk
role-trash = Trash

## Labels of other mail programs (Thunderbird)

label-important = Important
label-work = Work
label-personal = Personal
label-to-do = To do
label-later = Later

## Mailboxes and folders

folders-secure-space = Mailbox of the MSSanté trusted space
folders-line-working = Checking for mail
folders-line-offline = Offline: mail that is already here can be read
folders-line-card = Waiting for the card or the token: mail that is already here can be read
folders-line-refused = The server refuses the connection. Click to put it right.
folders-empty-title = No mailbox
folders-empty-sentence = Add a mailbox to receive your mail on this workstation.
folders-empty-add = Add a mailbox

## Message list

list-loading = Loading…
list-results = Results for “{ $query }”
list-search-clear = Close the search
list-search-leave = Back to the folder
list-filter-all = All
list-filter-unread = Unread
list-filter-flagged = Flagged
list-filter-attachment = Attachments
list-filter-patients = Patients
list-sort-date = Date
list-sort-who = Correspondent
list-sort-subject = Subject
list-sort-size = Size
list-sort-ascending = Ascending order
list-sort-descending = Descending order
list-count = { $count ->
    [0] No message
    [one] { $number } message
   *[other] { $number } messages
}
list-count-unread = { $unread ->
    [one] { $new } unread of { $number }
   *[other] { $new } unread of { $number }
}
list-count-found = { $count ->
    [0] No result
    [one] { $number } result
   *[other] { $number } results
}
list-count-chosen = { $count ->
    [one] { $number } chosen
   *[other] { $number } chosen
}
list-none-title = No folder open
list-none-sentence = Choose a folder on the left to see its messages.
list-empty-title = This folder is empty
list-empty-sentence = Messages that come in will show here at once.
list-filtered-title = No such message
list-filtered-sentence = This folder holds other messages.
list-filtered-all = See all messages
list-no-result-title = No result for “{ $query }”
list-no-result-sentence = Try fewer words, or only the beginning of a word.
list-failed-title = The list could not be read
list-failed-sentence = Your messages are still in the cache of this workstation.
list-rows-failed = A part of the list could not be read.

## Reading

reader-none-title = No message open
reader-none-sentence = Choose a message in the list to read it here.
reader-pending-title = The message is not on this workstation yet
reader-pending-sentence = Its header is here; its text will come with the rest of the mail.
reader-failed-title = The message could not be opened
reader-failed-sentence = It is still in the cache of this workstation.
reader-no-subject = (no subject)
reader-from = From
reader-to = To
reader-cc = Cc
people-patient = patient
people-trusted = MSSanté trusted space
people-outside = outside the trusted space
people-out-of-place = MSSanté address from elsewhere
people-stranger = first message
people-known = You have written to them before
reader-people-show = { $count ->
    [one] See the recipient
   *[other] See the { $number } recipients
}
reader-people-hide = Fold the recipients
reader-mark-plain = Neither signed nor encrypted
reader-mark-signed = Signed, signature not verified
reader-mark-encrypted = Encrypted, not decrypted on this workstation
reader-several-senders = This message names several senders. Trust none of them without checking.
reader-attachments = { $count ->
    [one] { $number } attachment, { $size }
   *[other] { $number } attachments, { $size }
}
reader-view = View it here
reader-view-back = Back to the message
reader-view-broken = This file cannot be shown: it is damaged, protected by a password, or too large. Save it to open it with another program.
reader-open-with = Open with another program
reader-send-document = Send this document to…
reader-within = { $size }, in an attachment
reader-program = { $size }, program
reader-view-not = This format cannot be shown here: save the file to open it with another program.
reader-save-as = Save as…
reader-save-all = Save all
reader-copy-all = Copy the whole text
reader-fixed = Letters of one width, for tables
reader-proportional = Ordinary letters
reader-plain = The text alone, without layout
reader-laid-out = Back to the layout
reader-cut = This message is too long to be shown whole: save it to read the rest.
reader-unlaid = The layout of this message cannot be shown here: this is its text.
page-letters = Read as:
page-letters-automatic = automatic
page-letters-found = automatic ({ $name })
page-pictures-held = { $count ->
    [one] One picture was not loaded from the internet.
   *[other] { $count } pictures were not loaded from the internet.
}
page-pictures-coming = Loading the pictures…
page-pictures-show = Show
page-pictures-always = Always for this sender
page-copy = Copy
page-select-all = Select all
page-find = Find in the message…
page-larger = Larger
page-smaller = Smaller
page-normal-size = Normal size
page-find-hint = Find in the message
page-find-none = Nothing found
page-find-place = { $at } of { $count }
page-find-previous = Previous
page-find-next = Next
page-find-close = Close the search
letter-title = { $subject } – Sceau
letter-previous = Previous
letter-next = Next
letter-close = Close
letter-too-many = { $most } messages are open already, each in its own window: close one, then try again
open-title = Open with another program?
open-program-title = This file is a program
open-macros = Documents of this kind may hold commands that run when they are opened. Open it only if you expected this file from this sender.
open-page = A web page may pretend to be a known site and ask for a password. It opens in the browser, outside Sceau.
open-archive = What an archive holds is only known once it is open. Open it only if you expected this file from this sender.
open-unknown = Nothing says what kind of file this is, nor which program will open it.
open-program = Opened, it would act on this workstation with all your rights. Sceau does not open it; no serious correspondent sends a program by mail.
open-once = This is asked only once for files of this kind.
open-open = Open
open-save = Save…
link-title = Open this link?
link-sentence = It leads to this address:
link-sentence-host = It leads to { $host }:
link-misleads = Careful: the text of the link names another address than the one it leads to.
link-copy = Copy the address
link-follow = Open
reader-headers-show = See the headers
reader-headers-hide = Back to the message
reader-blank = This message holds no text.
reader-blank-attachments = This message holds no text, only attachments.

## Cards of appointments and of people

card-kind-appointment = Appointment
card-kind-tentative = Appointment to be confirmed
card-kind-request = Invitation to an appointment
card-kind-changed = Appointment changed
card-kind-cancel = Appointment cancelled
card-kind-accepted = Invitation accepted
card-kind-declined = Invitation declined
card-kind-maybe = Invitation accepted with reservation
card-kind-reply = Answer to an invitation
card-kind-counter = Another time proposed
card-kind-refused = Another time declined
card-kind-contact = Contact card
card-untitled = (no title)
card-unnamed = (no name)
card-when = When
card-repeats = Repeats
card-where = Where
card-organizer = Organiser
card-attendees = Attendees
card-comment = Comment
card-when-at = { $day } at { $time }
card-when-hours = { $day }, { $from } to { $to }
card-when-span = { $first } at { $from } to { $last } at { $to }
card-when-day = { $day }, all day
card-when-days = { $first } to { $last }
card-zone-unknown = At the time of the place “{ $zone }”, which this workstation does not know.
card-one-of-many = This date only, of an appointment that repeats.
card-part = – { $part }
card-part-accepted = accepted
card-part-declined = declined
card-part-maybe = maybe
card-part-delegated = delegated
card-part-silent = no answer
card-part-optional = optional
card-more-people = { $count ->
    [one] and one other
   *[other] and { $count } others
}
card-more-appointments = { $count ->
    [one] One more appointment is not shown here.
   *[other] { $count } more appointments are not shown here.
}
card-more-contacts = { $count ->
    [one] One more card is not shown here.
   *[other] { $count } more cards are not shown here.
}
card-and = { $list } and { $last }
card-telephone = Telephone
card-mail = E-mail
card-address = Address
card-site = Site
card-for = ({ $purpose })
card-for-work = work
card-for-home = home
card-for-mobile = mobile
card-for-fax = fax
card-for-pager = pager
repeat-daily = { $every ->
    [1] every day
   *[other] every { $every } days
}
repeat-weekly = { $every ->
    [1] every week
   *[other] every { $every } weeks
}
repeat-monthly = { $every ->
    [1] every month
   *[other] every { $every } months
}
repeat-yearly = { $every ->
    [1] every year
   *[other] every { $every } years
}
repeat-on = { $repeat }: { $days }
repeat-nth = { $nth ->
    [1] first { $day }
    [2] second { $day }
    [3] third { $day }
    [4] fourth { $day }
    [5] fifth { $day }
   *[-1] last { $day }
}
repeat-day = on { date-day }
repeat-last-day = on the last day
repeat-day-from-end = { $day } days before the end
repeat-count = { $count ->
    [one] { $repeat }, once
   *[other] { $repeat }, { $count } times
}
repeat-until = { $repeat }, until { $day }
repeat-other = Repeats, by a rule that is not told here.
repeat-added = { $count ->
    [one] and one more date
   *[other] and { $count } more dates
}
repeat-left-out = { $count ->
    [one] except one date
   *[other] except { $count } dates
}
fold-lines = { $count ->
    [one] One quoted line
   *[other] { $count } quoted lines
}

### Screens, modals, notices, status bar, shortcuts

## Health documents

clinical-results = Laboratory results
clinical-document = Health document
clinical-unnamed = Patient not named
clinical-born = born { $day }
clinical-born-female = born { $day }, female
clinical-born-male = born { $day }, male
clinical-deceased = Deceased
clinical-masked = Hidden by the document: { $traits }
clinical-ins = INS
clinical-ins-unchecked = INS
clinical-ins-nir = NIR
clinical-ins-nia = NIA, provisional identity
clinical-ins-test = TEST: no real patient
clinical-ins-demo = DEMO: no real patient
clinical-ins-old = former INS-C
clinical-ins-unknown = kind unknown
clinical-key-wrong = wrong check digits
clinical-key-unreadable = unreadable
clinical-birth-name = Birth name
clinical-used-name = Name in use
clinical-given-names = First names
clinical-birth-place = Place of birth
clinical-guardians = Guardians
clinical-social-security = Social security
clinical-patient-code = Patient code
clinical-sender = Sender
clinical-recipient = Recipient
clinical-number = File number
clinical-date = Date
clinical-moment = { $day } at { $time }
clinical-author = Author
clinical-masked-author = hidden author
clinical-responsible = Responsible
clinical-custodian = Kept by
clinical-act = Date of the act
clinical-written = Written
clinical-sent = Sent
clinical-version = Version
clinical-replaces = Replaces an earlier version
clinical-confidentiality = Confidentiality
clinical-analysis = Analysis
clinical-value = Result
clinical-unit = Unit
clinical-range = Usual range
clinical-mark = Flag
clinical-before = Earlier
clinical-before-value = { $value } on { $day }
clinical-course = Course: { $values }, then { $now }
clinical-range-from = ≥ { $low }
clinical-range-to = ≤ { $high }
clinical-range-between = { $low } to { $high }
clinical-low = low
clinical-high = high
clinical-abnormal = abnormal
clinical-critically-low = very low, critical
clinical-critically-high = very high, critical
clinical-critically-abnormal = abnormal, critical
clinical-not-validated = not validated
clinical-corrected = corrected result
clinical-out-of-range = { $count ->
    [1] One result out of range
   *[other] { $count } results out of range
}
clinical-critical = { $count ->
    [1] , one of them critical
   *[other] , { $count } of them critical
}
clinical-result = { $mark } – { $name }: { $value }
clinical-rest = Also in the header
clinical-outside = Text outside the file of results
clinical-file-within = The file “{ $name }” comes with these results; it is among the attachments.
clinical-file-pdf = This document holds a PDF; it is among the attachments, where a click opens it.
clinical-file-picture = This document holds a picture; it is among the attachments, where a click opens it.
clinical-file-text = This document holds a text file; it is among the attachments.
clinical-file-unknown = This document holds a file of an unknown kind; it is among the attachments, to be saved.
clinical-file-damaged = It is damaged.
clinical-copy = A copy of this document as a PDF is among the attachments.
clinical-linked = The content of this document lies elsewhere than in this message; it was not fetched.
clinical-missing = This document has no readable content.
clinical-faulty = This file has faults: what follows is all that could be read of it.
clinical-notice-signed = The document lies in an electronic signature that was not checked.
clinical-notice-documents = The file holds several documents; only the first is shown.
clinical-notice-patients = Careful: the document names several patients; only the first is shown.
clinical-notice-bodies = The document has several contents; only the first is shown.
clinical-notice-no-patient = Careful: the document names no patient.
clinical-narrative-file = [file, among the attachments]
clinical-narrative-picture = [picture not shown]
clinical-narrative-coded = This part holds coded data only, without a text to read.
clinical-narrative-findings = Flagged results that the text does not show
clinical-archive = { $count ->
    [1] Health archive (IHE_XDM), one document
   *[other] Health archive (IHE_XDM), { $count } documents
}
clinical-numbered = Document { $number }
clinical-verified = File intact (digest checked)
clinical-unsaid = Integrity cannot be checked: the archive gives no digest
clinical-mismatch = File altered: it is not the one the archive describes
clinical-not-there = File missing from the archive
clinical-unlisted = File that the archive does not describe
clinical-deprecated = Version replaced by another
clinical-deleted = Document to be deleted, says its author
clinical-lost = The document “{ $name }” is announced but missing from the archive.
clinical-twin-same = The same document: { $name }
clinical-twin-pdf = The same as a PDF: { $name }
clinical-twin-likely = Probably the same as a PDF: { $name }
clinical-contradicts = Careful: the document and its description contradict each other ({ $what }).
clinical-trait-ins = INS
clinical-trait-ins-kind = kind of INS
clinical-trait-birth-name = birth name
clinical-trait-first-name = first name
clinical-trait-birth-date = birth date
clinical-trait-sex = sex
clinical-trait-birth-place = place of birth
clinical-trait-id = identifier of the document
clinical-trait-kind = kind of document
clinical-archive-no-metadata = The archive has no description (METADATA.XML); all its files are listed.
clinical-archive-long-metadata = The description of the archive is too long and was not read.
clinical-archive-faulty-metadata = The description of the archive is damaged: documents may be missing.
clinical-archive-no-document = The description of the archive announces no document.
clinical-archive-several-sets = The archive joins several submissions.
clinical-archive-several-patients = Careful: the archive holds documents of several patients.
clinical-archive-signed = The submission bears an electronic signature that was not checked.
clinical-archive-doubled-name = Two files have the same name; only the last could be read.
clinical-archive-unlisted = The archive holds files that its description does not announce.
clinical-archive-deletion = The author asks for a document to be deleted.
clinical-refused-no-zip = This file is no ZIP archive.
clinical-refused-broken = The archive is damaged and could not be opened.
clinical-refused-many = The archive was not opened: it holds too many files.
clinical-refused-large = The archive was not opened: it is too large.
clinical-refused-bomb = The archive was not opened: it is made to overwhelm the computer.
clinical-refused-encrypted = The archive is protected by a password and was not opened.
clinical-refused-path = The archive was not opened: a file name in it tries to lead elsewhere.

## The patient of a message

about-subject = { $patient } — { $document }
about-patient = { $name }, { $born }
about-others = { $count ->
    [1] { $patient } and another patient
   *[other] { $patient } and { $count } other patients
}
about-results = Laboratory results
about-more = { $count ->
    [1] { $document } and another document
   *[other] { $document } and { $count } other documents
}
about-correspondent = { $name }, INS { $ins }
about-correspondent-unnamed = Patient, INS { $ins }
about-ins = INS { $number } ({ $kind })
about-ins-nir = NIR
about-ins-nia = NIA, provisional identity
about-ins-test = TEST: no real patient
about-ins-demo = DEMO: no real patient
about-ins-old = former INS-C
about-ins-unchecked = not verified
about-by-subject = going by the subject of the message

## Buttons and common words

common-cancel = Cancel
common-close = Close
common-back = Back
common-retry = Try again
common-quit = Quit Sceau
common-details = Details
common-hide-details = Hide details
common-copy = Copy
common-copied = Copied
common-show-password = Show what is typed
common-hide-password = Hide what is typed

## Welcome

welcome-title = Welcome to Sceau
welcome-lead = The practice’s mail, encrypted on this workstation and readable without a network.
welcome-set-up = Set up my mail
welcome-set-up-hint = An address and a password are enough most of the time.
welcome-demonstration = See the demonstration mailbox
welcome-demonstration-hint = Invented messages, no account and no network. Nothing of it stays when you close.

## Assistant

assistant-step = Step { $step } of 3
assistant-identity-title = Your mailbox
assistant-identity-lead = Sceau looks for the servers, starting from the address.
assistant-email = E-mail address
assistant-email-hint = name@practice.example
assistant-email-missing = Type the address of the mailbox.
assistant-email-no-at = The at sign (@) is missing: an address is written name@domain.
assistant-email-no-local-part = The name before the at sign (@) is missing.
assistant-email-bad-domain = What follows the at sign (@) is no domain name, such as “practice.example”.
assistant-email-bad-character = The address holds a space or a sign that does not belong there.
assistant-password = Password
assistant-password-missing = Type the password of the mailbox.
assistant-password-note = It is kept in the encrypted cache of this workstation and given to the mailbox’s server alone.
assistant-certificate = Certificate to show to the server
assistant-certificate-none = None
assistant-certificate-none-note = The password is enough for most servers.
assistant-certificate-card = On the card, which has to be open
assistant-certificate-kept = Software certificate of this workstation
assistant-certificate-alone = Without a password: the certificate is enough
assistant-holder = Your name
assistant-holder-hint = Dr Anne Durand
assistant-holder-note = As your correspondents will read it.
assistant-space = Where is this mailbox?
assistant-space-secure = MSSanté trusted space
assistant-space-secure-note = For health data, between professionals and with patients.
assistant-space-ordinary = Ordinary mail
assistant-space-ordinary-note = Outside the trusted space: no health data.
assistant-by-hand = Type the servers by hand
assistant-search = Look for the servers

assistant-searching-title = Looking for the servers
assistant-searching-lead = Sceau is asking the domain { $domain } where its mail servers are.
assistant-searching-note = A few seconds. The password is sent to nobody during the search.
assistant-search-failed-title = The search did not succeed

assistant-servers-title = The mailbox’s servers
assistant-servers-by-hand = The mailbox’s operator gives these, often under the name “IMAP and SMTP settings”.
assistant-servers-not-found = No server was found for this address. Type those that the mailbox’s operator gave you.
assistant-source-autoconfig = Published by the address’s domain, in its configuration file.
assistant-source-srv = Published by the address’s domain, in the DNS.
assistant-source-guess = Nothing is published; these usual names answer. Make sure that they are the operator’s.
assistant-offers = Other servers found
assistant-edit = Edit
assistant-receiving = Receiving (IMAP)
assistant-sending = Sending (SMTP)
assistant-host = Server
assistant-host-imap-hint = imap.practice.example
assistant-host-smtp-hint = smtp.practice.example
assistant-host-missing = Type the name of the server.
assistant-host-bad = Only the name of the server, such as “imap.practice.example”.
assistant-port = Port
assistant-port-bad = From 1 to 65535.
assistant-security = Encryption
assistant-security-tls = TLS
assistant-security-starttls = STARTTLS
assistant-user = User name
assistant-user-missing = Type the user name.
assistant-user-by-certificate = Leave it empty: the certificate says who you are.
assistant-user-of-certificate = that of the certificate
assistant-user-note = Most often the address itself.
assistant-receive-only = This mailbox only receives
assistant-receives-only = This mailbox only receives.
assistant-server = { $host }, port { $port }, { $security }
assistant-check = Check

assistant-checking-title = Checking
assistant-checking-lead = Sceau signs in to each server. Nothing is sent, nothing is deleted.
assistant-check-waiting = Waiting
assistant-check-running = Connecting…
assistant-check-passed = The server answers and knows you
assistant-correct = Correct
assistant-pass-over = Go on without sending
assistant-pass-over-note = You will be able to receive and read; sending will not work until this server has answered.
assistant-adding = All is ready. Opening the mailbox…
assistant-add-failed = The mailbox could not be added

## Passphrase of the cache

unlock-title = Sceau is locked
unlock-lead = The messages on this workstation are encrypted. Type the passphrase to open them.
unlock-lead-either = The messages of this workstation are encrypted. Type the passphrase, or insert the card and type its code.
unlock-lead-card = The messages of this workstation are encrypted. Insert the card and type its code to open them.
unlock-code = Code of the card
unlock-with-card = Open with the card
unlock-passphrase = Passphrase
unlock-submit = Open
unlock-waiting = Opening the cache…
unlock-wrong = It is not this passphrase. Check capital letters and the keyboard layout.
unlock-wrong-again = Still not it ({ $count } attempts). Without the passphrase this cache does not open; your messages are still on the server.
unlock-choose-title = Choose a passphrase
unlock-choose-lead = This workstation has no session keyring: a passphrase will protect the messages kept here.
unlock-choose-note = Nobody can recover it. Without it, the messages have to be loaded from the server again.
unlock-again = The same, once more
unlock-again-wrong = The two differ.
unlock-create = Protect and continue
unlock-creating = Making the encrypted cache…
unlock-least = At least { $least } characters. Four unrelated words make a good passphrase.
unlock-too-short = { $missing ->
    [one] One more character: at least { $least } are needed.
   *[other] { $missing } more characters: at least { $least } are needed.
}
unlock-monotonous = Easy to guess: the same characters come again and again.
unlock-fair = Decent. A few more words would make it very strong.
unlock-good = Very strong.

## The profile cannot be used

blocked-title = Sceau cannot open
blocked-retry = Try again
blocked-set-aside = Set this cache aside
blocked-quit = Quit Sceau

## Notices

notice-retry = Try again
notice-new-password = New password…
notice-more = { $count ->
    [one] and one more notice
   *[other] and { $count } more notices
}
notice-dismiss = Take this notice away

## What is wrong, and what to do

fault-profile-in-use = Sceau is already open on this workstation.
fault-profile-in-use-remedy = Go to the window that is open, or close it, then try again.
fault-wrong-passphrase = This passphrase does not open the cache.
fault-wrong-passphrase-remedy = Check capital letters and the keyboard layout, then type it again.
fault-keyring-absent = The session’s keyring does not give the key that was asked for.
fault-keyring-absent-remedy = Unlock the keyring of your session, then try again.
fault-cache-damaged = The cache of this workstation is damaged and can no longer be read.
fault-cache-damaged-remedy = Close Sceau and open it again: it will make this cache anew of what can still be read in it and from the server, and loses nothing that waits to be sent. Should it not open at all, it can be set aside; the address and the password will then be asked for again.
fault-cache-mended = The cache of this workstation was damaged: Sceau made it anew.
fault-cache-mended-remedy = All that could still be read was taken over; the rest comes from the server again. The old file is kept in the folder of the profile.
fault-cache-newer = This cache was written by a newer version of Sceau.
fault-cache-newer-remedy = Install the latest version of Sceau. Nothing was changed.
fault-disk-full = The disk of this workstation is full.
fault-disk-full-remedy = Free some space, then try again. What is here already is not lost.
fault-cache-unwritable = Sceau cannot write to its folder.
fault-cache-unwritable-remedy = Check the rights of that folder, and that the disk is neither full nor read-only, then try again.
fault-last-slot = This is the last way to open the cache: it cannot be removed.
fault-last-slot-remedy = Add another protection first; a card alone is not enough.
fault-unknown-host = The name of the server cannot be found.
fault-unknown-host-remedy = Check that this workstation is on the network and that the name is spelled correctly.
fault-unreachable = The server does not answer.
fault-unreachable-remedy = Check the network and the port. A firewall of the practice may also block mail.
fault-certificate-authority = The server’s certificate comes from an unknown authority.
fault-certificate-authority-remedy = The password was not sent. Ask the operator which authority they use.
fault-certificate-name = The certificate shown belongs to another server.
fault-certificate-name-remedy = The password was not sent. Check the name of the server; if it is right, tell the operator.
fault-certificate-expired = The server’s certificate has expired.
fault-certificate-expired-remedy = Check the date of this workstation; if it is right, tell the operator.
fault-certificate-early = The server’s certificate is not valid yet.
fault-certificate-early-remedy = The date of this workstation is probably behind: correct it, then try again.
fault-certificate-revoked = The server’s certificate was revoked.
fault-certificate-revoked-remedy = The password was not sent. Do not insist, and tell the operator.
fault-certificate-malformed = The server’s certificate cannot be read.
fault-certificate-malformed-remedy = The password was not sent. Tell the operator.
fault-own-certificate-wanted = The server asks for a certificate and was shown none that it accepts.
fault-own-certificate-wanted-remedy = Name the card, the token or the file that the operator registered for this mailbox.
fault-own-certificate-refused = The server does not accept the certificate that it was shown.
fault-own-certificate-refused-remedy = Check that it is the one that the operator registered for this mailbox, or have this one registered.
fault-own-certificate-expired = The certificate that the server was shown is out of date.
fault-own-certificate-expired-remedy = Renew the card or the certificate, then have the new one registered by the operator.
fault-own-certificate-revoked = The certificate that the server was shown has been revoked.
fault-own-certificate-revoked-remedy = Ask whoever issued the card or the certificate for another one.
fault-tls-failed = The encrypted connection could not be made.
fault-tls-failed-remedy = Check the port and the encryption: TLS and STARTTLS do not use the same port.
fault-no-tls = This server offers no encrypted connection.
fault-no-tls-remedy = Sceau never sends a password in clear. Ask the operator for a server that encrypts.
fault-server-gone = The server closed the connection.
fault-server-gone-remedy = Try again in a moment. If it lasts, check the network.
fault-server-busy = The server has no room just now.
fault-server-busy-remedy = Sceau tries again by itself in a few minutes.
fault-login-refused = The server refuses the user name or the password.
fault-login-refused-remedy = Check both, capital letters included. Some operators ask for a password made for mail programs.
fault-login-unsupported = This server offers no way of signing in that Sceau knows.
fault-login-unsupported-remedy = Ask the operator to allow mail programs to sign in with a password.
fault-server-said = The server said no.
fault-server-said-remedy = Try again; the reason that it gives is in the details.
fault-server-odd = The server’s answer makes no sense.
fault-server-odd-remedy = Try again. If it happens again, copy the details for your support line.
fault-revocation-unchecked = A certification authority could not be asked.
fault-revocation-unchecked-remedy = The message can still be read, but a certificate may have been revoked without Sceau knowing. Try again later.
fault-mailbox-in-use = Another program has the mailbox open.
fault-mailbox-in-use-remedy = With POP3, only one program fetches mail at a time. Close the other one; Sceau tries again by itself.
fault-mailbox-nameless = This server cannot tell the messages that were fetched from new ones.
fault-mailbox-nameless-remedy = Ask the operator for IMAP access, or to allow the commands UIDL or TOP.
fault-sending-no-server = This mailbox only receives: nothing can be sent from it.
fault-sending-no-server-remedy = Give the operator’s address for sending in the settings of the mailbox.
fault-sending-too-large = The message is too large to be sent.
fault-sending-too-large-remedy = Take attachments out, or send them in several messages.
fault-sending-recipients = No recipient was accepted: the message has not left.
fault-sending-recipients-remedy = Check the addresses, then send it again.
fault-sending-sender = The operator does not let this mailbox send from that address: the message has not left.
fault-sending-sender-remedy = Choose another sender, or ask the operator to allow this one.
fault-sending-unwritable = The operator’s server cannot carry an address or a character of this message: it has not left.
fault-sending-unwritable-remedy = Ask the recipient for an address without accents, or send by another mailbox.
fault-sending-later = The operator asks to try later: the message waits.
fault-sending-later-remedy = There is nothing to do; it is tried again by itself.
fault-sending-refused = The operator would not have this message: it has not left.
fault-sending-refused-remedy = Try again later; if it happens again, show the details to the operator.
fault-sending-unsure = The line broke at the end of sending: the message may have left.
fault-sending-unsure-remedy = Ask the recipient whether it came before you send it again.
fault-no-servers-found = No server was found for this address.
fault-no-servers-found-remedy = Check the address, or type the servers that the operator gave you.
fault-bad-address = This address is not valid.
fault-bad-address-remedy = Correct it: an address is written name@domain.
fault-account-exists = This mailbox is already in Sceau.
fault-account-exists-remedy = You will find it in the folder pane.
fault-unsent = Messages of this mailbox have not left yet.
fault-unsent-remedy = In the outbox, send them, take them back or try no more; then remove the mailbox.
fault-not-here = What was asked for is no longer here.
fault-not-here-remedy = The message or the folder was moved or deleted, perhaps from another workstation.
fault-body-pending = The content of this message has not arrived yet.
fault-body-pending-remedy = It will come with the next connection to the server.
fault-file-exists = A file of that name is there already.
fault-file-exists-remedy = Choose another name, or replace it.
fault-file-unwritable = The file could not be written.
fault-file-unwritable-remedy = Choose another folder, or check that this one exists and takes files.
fault-file-unreadable = The file could not be read.
fault-file-unreadable-remedy = Check its name, and that you may read it.
fault-no-browser = No program on this workstation opens that address.
fault-no-browser-remedy = Copy it from the message, or choose a default browser.
fault-no-program = No program on this workstation opens files of that kind.
fault-no-program-remedy = Save the attachment, then open it with the program of your choice.
fault-card-gone = No card or token answers.
fault-card-gone-remedy = Put the card in the reader, or plug the token in, then try again.
fault-card-locked = The card waits for its code.
fault-card-locked-remedy = Type the code of the card, then try again.
fault-card-wrong-pin = The code of the card is wrong.
fault-card-wrong-pin-remedy = Check it before you try again: three errors in a row block the card.
fault-card-last-pin = The code of the card is wrong, and one try is left.
fault-card-last-pin-remedy = Try again only if you are sure of the code: one more error blocks the card.
fault-card-blocked = The card is blocked.
fault-card-blocked-remedy = Unblock it with its unblocking code and the tool of its issuer.
fault-card-cancelled = The code was not given.
fault-card-cancelled-remedy = Nothing was signed or opened; try again when you like.
fault-card-unresponsive = The card’s own program does not answer.
fault-card-unresponsive-remedy = Take the card out, put it back, then try again; install the card’s program anew if it happens again.
fault-card-unable = This card cannot do that with this key.
fault-card-unable-remedy = Install the program that the card’s issuer provides, or choose another certificate.
fault-card-refused = The card refused what was asked of it.
fault-card-refused-remedy = The message may be damaged, or not meant for this card.
fault-card-no-key = No certificate of the card is for that.
fault-card-no-key-remedy = Choose another card, or a software certificate.
fault-card-other = This is not the card that opens this workstation.
fault-card-other-remedy = Insert the card chosen for it, or open with the passphrase or the session.
fault-card-renewed = This card has been renewed since: it does not open this workstation yet.
fault-card-renewed-remedy = Open with the passphrase or the session, then add the new card to the protections.
fault-card-slot-damaged = What was kept to open this workstation with the card is damaged.
fault-card-slot-damaged-remedy = Open with the passphrase or the session, then remove the card from the protections and add it again.
fault-card-unsuited = The key of this card cannot open this workstation: it takes an RSA key of at least 2048 bits.
fault-card-unsuited-remedy = Keep the passphrase or the session, or choose another card.
fault-key-file-malformed = This file is no software certificate (PKCS#12), or it is damaged.
fault-key-file-malformed-remedy = Ask for it again where it came from.
fault-key-file-passphrase = The passphrase is not that of this file.
fault-key-file-passphrase-remedy = Check it, then try again.
fault-key-file-obsolete = This file is protected by a cipher too old to be read.
fault-key-file-obsolete-remedy = Export it again with a recent program.
fault-key-file-no-key = This file holds no key with its certificate.
fault-key-file-no-key-remedy = Choose the complete .p12 or .pfx file.
fault-key-file-short = This passphrase would not protect the file.
fault-key-file-short-remedy = Choose one of at least 12 characters; four unrelated words will do.
# The export of health documents.
fault-export-no-folder = No folder is chosen for the export of this mailbox.
fault-export-no-folder-remedy = Choose the one where your practice software takes its results.
fault-export-missing = The export folder is not there.
fault-export-missing-remedy = Connect its drive or its share again, or choose another folder. The documents wait.
fault-export-read-only = Sceau may not write to the export folder.
fault-export-read-only-remedy = Give your session that right, or choose another folder. The documents wait.
fault-export-full = There is no room left in the export folder.
fault-export-full-remedy = Make some room; the documents wait and will go by themselves.
fault-export-hangs = The export folder does not answer.
fault-export-hangs-remedy = Check the network drive; the documents wait and will go by themselves.
fault-export-failed = A document could not be written to the export folder.
fault-export-failed-remedy = Sceau will try again; if it goes on, choose another folder.
fault-export-template = This template cannot name files.
fault-export-template-remedy = Use letters, hyphens and the fields that are offered.
fault-export-no-document = This file holds no health document that can be read.
fault-export-no-document-remedy = Check that it is the right file.
fault-document-neither = This file is neither a CDA document nor a PDF.
fault-document-neither-remedy = Choose the right file, or attach this one as an ordinary file.
fault-document-mixed = This archive also holds a file that is no CDA document.
fault-document-mixed-remedy = Attach the archive as it is, as an ordinary file: nothing of it will be lost.
fault-document-damaged = This document is damaged, or lacks its patient, its kind or its identifier.
fault-document-damaged-remedy = Ask its author for it again, or attach it as a PDF.
fault-document-other-patient = This document is about another patient than the one that is attached.
fault-document-other-patient-remedy = Write one message for each patient.
fault-document-twice = This document is attached already.
fault-document-twice-remedy = Choose another one, or close.
fault-document-no-pdf = This document holds a file of which Sceau can make no PDF, and MSSanté asks for one.
fault-document-no-pdf-remedy = Make a PDF of it with your software, and attach that.
fault-document-incomplete = Something about the document or the patient is missing.
fault-document-incomplete-remedy = Fill in the name, first name, birth date, kind and date, then try again.
status-exporting = { $count ->
    [one] Export: { $done } message of { $total }
   *[other] Export: { $done } messages of { $total }
}
fault-message-unfit = This message cannot be signed or encrypted as it is.
fault-message-unfit-remedy = Check that the file is a complete mail message (.eml).
fault-not-encrypted = This message is not encrypted.
fault-not-encrypted-remedy = It can be read as it is.
fault-not-for-this-key = This message is not encrypted for this key.
fault-not-for-this-key-remedy = Try the other card or certificate, or ask the sender to send it again.
fault-cannot-decrypt = This message could not be decrypted.
fault-cannot-decrypt-remedy = It is damaged, or of a form that Sceau does not read; ask the sender to send it again.
fault-no-recipient-certificate = A recipient’s certificate is missing, has expired, or is not for encrypting.
fault-no-recipient-certificate-remedy = Give a confidentiality certificate for each recipient.
fault-other-account = These messages and this folder are in two different mailboxes, which Sceau keeps apart.
fault-other-account-remedy = Choose a folder of the same mailbox. A message does not go from one mailbox to another, neither moved nor copied.
fault-holds-no-mail = This folder cannot take anything in.
fault-holds-no-mail-remedy = Choose another folder: the provider does not let it hold what you put there.
fault-folder-name-missing = The folder needs a name.
fault-folder-name-missing-remedy = Type one, then try again.
fault-folder-name-bad = This name holds a character that no folder can have.
fault-folder-name-bad-remedy = Take out slashes, asterisks and per cent signs, and a dot or a tilde at the beginning.
fault-folder-name-long = This folder name is too long.
fault-folder-name-long-remedy = Make it shorter: eighty characters always fit.
fault-folder-exists = A folder of that name is already there.
fault-folder-exists-remedy = Choose another name, or use the folder that exists.
fault-folder-fixed = The inbox and the usual folders keep their names and places.
fault-folder-fixed-remedy = Only folders of your own can be renamed, moved or deleted.
fault-folder-within-itself = A folder cannot lie in itself.
fault-folder-within-itself-remedy = Choose a folder that is not inside this one.
fault-not-emptied = Only the trash and the junk folder are emptied at once.
fault-not-emptied-remedy = In another folder, select the messages and delete them.
fault-mailbox-full = The mailbox is full: the server would not take what was done here.
fault-mailbox-full-remedy = What was refused is back in its place. Empty the trash or delete large messages, then do it again.
fault-not-permitted = The server does not allow this change.
fault-not-permitted-remedy = What was refused is back in its place. Ask who shares the folder, or the provider, for the right to change it.
fault-changed-elsewhere = From another workstation, these messages were moved or deleted meanwhile.
fault-changed-elsewhere-remedy = What was done there stands. Search for them if they still exist.
fault-folder-renumbered = The server renumbered the folder: nothing was deleted for ever.
fault-folder-renumbered-remedy = No message was deleted by mistake. Select again those that are to go.
fault-no-keywords = The server keeps no tags in this folder.
fault-no-keywords-remedy = They stay on this workstation; others will not see them.
fault-no-subfolders = The server cannot keep a folder in the trash.
fault-no-subfolders-remedy = The folder is back in its place. You can delete it for ever.
fault-search-name-missing = The search has no name.
fault-search-name-missing-remedy = Give it one, then save again.
fault-search-name-taken = A saved search has that name already.
fault-search-name-taken-remedy = Choose another name, or remove the old one first.
fault-bug = Sceau ran into an internal error.
fault-bug-remedy = Your messages are untouched. Copy the details for your support line.

## What is done with messages

deed-archive = Archive
deed-archive-long = Archive
deed-delete = Delete
deed-delete-long = Move to trash
deed-destroy-long = Delete for ever…
deed-junk = Junk
deed-junk-long = Report as junk
deed-not-junk = Not junk
deed-not-junk-long = Back to the inbox
deed-move = Move
deed-move-long = Move to…
deed-copy = Copy
deed-copy-long = Copy to…
deed-tag = Tag
deed-tag-long = Tags…
deed-read = Read
deed-read-long = Mark as read
deed-unread = Unread
deed-unread-long = Mark as unread
deed-flag = Flag
deed-flag-long = Flag
deed-unflag = Flagged
deed-unflag-long = Remove the flag
deed-undo = Undo
deed-undo-long = Undo the last change
deed-with-keys = { $says } ({ $keys })
deed-several-mailboxes = These messages are in several mailboxes: choose those of one.
several-title = { $count ->
    [one] { $number } message chosen
   *[other] { $number } messages chosen
}
several-hint = What you do is done to all. Escape goes back to a single message.
drag-count = { $count ->
    [one] { $number } message
   *[other] { $number } messages
}

## What has just been done

done-nothing = Nothing to change
done-archive = { $count ->
    [one] One message archived
   *[other] { $number } messages archived
}
done-archive-in = { $count ->
    [one] One message archived in { $folder }
   *[other] { $number } messages archived in { $folder }
}
done-delete = { $count ->
    [one] One message moved to trash
   *[other] { $number } messages moved to trash
}
done-destroy = { $count ->
    [one] One message deleted for ever
   *[other] { $number } messages deleted for ever
}
done-junk = { $count ->
    [one] One message moved to junk
   *[other] { $number } messages moved to junk
}
done-not-junk = { $count ->
    [one] One message back in the inbox
   *[other] { $number } messages back in the inbox
}
done-move = { $count ->
    [one] One message moved
   *[other] { $number } messages moved
}
done-move-in = { $count ->
    [one] One message moved to { $folder }
   *[other] { $number } messages moved to { $folder }
}
done-copy = { $count ->
    [one] One message copied
   *[other] { $number } messages copied
}
done-copy-in = { $count ->
    [one] One message copied to { $folder }
   *[other] { $number } messages copied to { $folder }
}
done-read = { $count ->
    [one] One message marked as read
   *[other] { $number } messages marked as read
}
done-unread = { $count ->
    [one] One message marked as unread
   *[other] { $number } messages marked as unread
}
done-flag = { $count ->
    [one] One message flagged
   *[other] { $number } messages flagged
}
done-unflag = { $count ->
    [one] One message is no longer flagged
   *[other] { $number } messages are no longer flagged
}
done-tag = { $count ->
    [one] Tag “{ $tag }” added
   *[other] Tag “{ $tag }” added to { $number } messages
}
done-untag = { $count ->
    [one] Tag “{ $tag }” removed
   *[other] Tag “{ $tag }” removed from { $number } messages
}
done-make-folder = Folder made
done-rename-folder = Folder renamed
done-move-folder = Folder moved
done-delete-folder = Folder moved to trash
done-destroy-folder = Folder deleted for ever
done-draft = Draft filed
done-template = Template saved
undo-nothing = There is nothing to undo
undo-done = { $act ->
    [mark] Marking undone
    [move] Move undone
    [copy] Copy undone
    [delete] Deletion undone
    [archive] Archiving undone
    [junk] Junk report undone
    [not-junk] Return undone
    [sort] Filing undone
    [make-folder] New folder undone
    [rename-folder] Renaming undone
    [move-folder] Folder move undone
    [delete-folder] Folder deletion undone
   *[other] Last change undone
}

## Menus of folders

menu-mark-all-read = Mark all as read
menu-empty-trash = Empty the trash…
menu-empty-junk = Empty the junk…
menu-new-folder = New folder…
menu-new-subfolder = New subfolder…
page-fold = Fold or unfold the quote
menu-view-files = View the attachments here
menu-open-file = Open “{ $name }”
menu-save-files = Save the attachments…
menu-text-file = Text alone, to be read aloud
menu-text-file-name = Message
menu-rename = Rename…
menu-move-folder = Move the folder…
menu-delete-folder = Delete the folder…

## To a folder

move-to-title-move = { $count ->
    [one] Move the message to…
   *[other] Move { $number } messages to…
}
move-to-title-copy = { $count ->
    [one] Copy the message to…
   *[other] Copy { $number } messages to…
}
move-to-title-folder = Move “{ $name }” into…
move-to-hint = A few letters of the folder
move-to-top = At the top
move-to-recent = recent
move-to-nothing = No folder of that name.
move-to-make = No folder of that name. Enter makes “{ $name }” and files the messages there.
move-to-make-button = Make the folder
move-to-button-move = Move
move-to-button-copy = Copy

## The name of a folder

folder-form-new = New folder
folder-form-new-in = New folder in “{ $name }”
folder-form-rename = Rename the folder
folder-form-name = Name of the folder
folder-form-make = Make
folder-form-rename-button = Rename
folder-name-missing = Give the folder a name.
folder-name-sign = The sign “{ $sign }” cannot be in the name of a folder.
folder-name-invisible = This name holds an invisible sign that cannot stay there.
folder-name-taken = A folder beside it has that name already.
folder-name-too-long = This name is too long.

## Tags

tags-title = { $count ->
    [one] Tags of the message
   *[other] Tags of { $number } messages
}
tags-title-none = Tags
tags-hint = A few letters of the tag
tags-none = No tag yet.
tags-make = No tag of that name. Enter makes “{ $name }”.
tags-new = New tag…
tags-edit = Rename, change the colour, delete
tag-title-new = New tag
tag-title-edit = Change the tag
tag-name = Name
tag-name-missing = Give the tag a name.
tag-name-taken = A tag has that name already.
tag-name-too-long = This name is too long.
tag-colour = Colour
tag-colour-nth = Colour { $number }
tag-make = Make
tag-save = Save
tag-remove = Delete the tag
tag-remove-title = Delete this tag?
tag-remove-sentence = “{ $name }” will be taken off all messages, on all workstations. The messages stay.

## Changes that wait

status-waiting = { $count ->
    [one] { $number } change waits to be sent
   *[other] { $number } changes wait to be sent
}
status-not-taken = { $count ->
    [one] { $number } change refused
   *[other] { $number } changes refused
}
status-pending-note = See what the server does not know yet, and what it refused.
queue-title = Changes that wait
queue-lead = Made on this workstation, they will be sent as soon as the server answers.
queue-lead-refused = The server would not have these changes.
queue-empty = The server knows all that was done here.
queue-understood = Understood
queue-more = { $count ->
    [one] and one more change
   *[other] and { $count } more changes
}
queue-act = { $act ->
    [mark] Mark
    [move] Move
    [copy] Copy
    [delete] To the trash
    [archive] Archive
    [junk] Report as junk
    [not-junk] Back to the inbox
    [sort] Filing by sender
    [draft] Filing of a draft
   *[other] Delete for ever
}: { $count ->
    [one] { $number } message
   *[other] { $number } messages
}
queue-act-in = { queue-act }, “{ $folder }”
queue-folder = { $act ->
    [make-folder] Make the folder “{ $folder }”
    [rename-folder] Rename the folder “{ $folder }”
    [move-folder] Move the folder “{ $folder }”
    [delete-folder] Folder “{ $folder }” to the trash
   *[other] Delete the folder “{ $folder }” for ever
}

## Before what cannot be undone

confirm-destroy-title = Delete for ever?
confirm-destroy-sentence = { $count ->
    [0] Nothing will be lost: there is no message.
    [one] One message will be erased here and on the server. This cannot be undone.
   *[other] { $number } messages will be erased here and on the server. This cannot be undone.
}
confirm-destroy-button = Delete for ever
confirm-empty-title = Empty “{ $name }”?
confirm-empty-button = Empty
confirm-folder-title = Delete the folder “{ $name }”?
confirm-folder-sentence = { $count ->
    [0] The folder, empty, will go to the trash.
    [one] The folder will go to the trash with its message.
   *[other] The folder will go to the trash with its { $number } messages.
}
confirm-folder-button = Delete the folder

## Keys of what is done

shortcuts-to = to
shortcut-group-filing = Filing
shortcut-archive = Archive
shortcut-delete = Move to trash
shortcut-destroy = Delete for ever
shortcut-junk = Junk, or not junk
shortcut-move = Move to a folder
shortcut-copy = Copy to a folder
shortcut-seen = Read or unread
shortcut-flag = Flag, or remove the flag
shortcut-tag = Tags
shortcut-tag-nth = A tag, on or off
shortcut-undo = Undo the last change
shortcut-choose-all = Choose all messages
shortcut-menu = Menu
shortcut-rename = Rename the folder
key-delete = Del
key-menu = Menu

## Status bar

status-protected-session = Cache protected by the session
status-protected-passphrase = Cache protected by a passphrase
status-protected-card = Cache opened with the card
status-protected-demonstration = Demonstration: invented messages
status-up-to-date = Up to date
status-connecting = Connecting…
status-looking = Looking for new messages…
status-headers = { $count ->
    [one] Receiving: { $done } message of { $total }
   *[other] Receiving: { $done } messages of { $total }
}
status-bodies = { $count ->
    [one] Contents: { $done } message of { $total }
   *[other] Contents: { $done } messages of { $total }
}
status-cancel = Stop receiving
status-offline = Offline
status-offline-note = The server cannot be reached; all that was received can be read. Sceau tries again by itself.
status-card = Waiting for the card
status-card-note = This mailbox opens with the card or the token: put it in and give its code. Sceau will go on by itself.
status-refused = Sign-in refused…
status-refused-note = The server refuses the password: click to give a new one.
status-count = { $count ->
    [0] No message
    [one] { $total } message
   *[other] { $total } messages
}
status-count-unread = { $count ->
    [one] { $total } message
   *[other] { $total } messages
}, { $fresh ->
    [one] { $unread } unread
   *[other] { $unread } unread
}

## Save as

save-as-title-one = Save as
save-as-title-several = { $count ->
    [one] Save one file
   *[other] Save { $count } files
}
save-as-folder = Folder
save-as-folder-hint = A folder of this workstation
save-as-folder-missing = Choose a folder.
save-as-folder-relative = Give the whole path of the folder.
save-as-browse = Browse…
save-as-name = Name of the file
save-as-name-missing = Give the file a name.
save-as-name-sign = The sign “{ $sign }” cannot be part of a file name.
save-as-name-control = This name holds an invisible sign that cannot stay.
save-as-name-reserved = This name is kept by the system: choose another.
save-as-name-too-long = This name is too long.
save-as-several-note = Each file keeps its name. Where it is taken, a number is added: nothing is replaced.
save-as-clear-note = The file will be written in clear, outside the encrypted cache.
save-as-taken = A file “{ $name }” is already in this folder.
save-as-free-name = Save “{ $name }”
save-as-replace = Replace
save-as-save = Save
save-as-saving = Saving…
save-as-saving-several = { $done } of { $total } saved
save-as-stop = Stop

## Shortcuts and help

shortcuts-title = Keyboard shortcuts
shortcuts-or = or
shortcuts-version = Sceau { $version }, free software under the MPL 2.0 licence
shortcut-group-moving = Moving about
shortcut-group-mail = Messages
shortcut-group-window = Window
shortcut-next-pane = Next pane
shortcut-previous-pane = Previous pane
shortcut-next-field = Next field
shortcut-previous-field = Previous field
shortcut-up = Line above
shortcut-down = Line below
shortcut-page-up = Page up
shortcut-page-down = Page down
shortcut-first = Top of the list
shortcut-last = End of the list
shortcut-go-in = Unfold the folder
shortcut-go-out = Fold the folder, or go up
shortcut-view = View the next attachment, then the text
shortcut-quotes = Unfold or fold the quote
shortcut-find = Find in the open message
shortcut-search = Search
shortcut-open = Open
shortcut-save-all = Save the attachments
shortcut-sync-now = Check for mail
shortcut-accept = Accept
shortcut-back = Close, go back
shortcut-widen = Widen the pane
shortcut-narrow = Narrow the pane
shortcut-larger = Larger text
shortcut-smaller = Smaller text
shortcut-normal-size = Normal size
shortcut-settings = Settings
shortcut-help = This help
shortcut-quit = Quit
key-shift = Shift
key-alt = Alt
key-ctrl = Ctrl
key-cmd = Cmd
key-tab = Tab
key-enter = Enter
key-escape = Esc
key-page-up = Page up
key-page-down = Page down
key-home = Home
key-end = End

## Confirmations and password

confirm-remove-title = Remove this mailbox?
confirm-remove-sentence = The mailbox { $label } and all its messages will leave this workstation. The server keeps everything.
confirm-remove-button = Remove the mailbox
password-title = New password
password-lead = The server of { $label } refuses the password that we have.
password-field = Password
password-check = Check and keep
password-checking = Checking with the server…

## Settings

settings-title = Settings
settings-language = Language
settings-language-fr = Français
settings-language-en = English
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-high-contrast = High contrast
settings-text-size = Size of the text
settings-percent = { $percent }%
settings-reader = Reading
settings-reader-right = On the right
settings-reader-right-note = List and message side by side.
settings-reader-below = Below
settings-reader-below-note = The message under the list.
settings-reader-hidden = Apart
settings-reader-hidden-note = Each in its own window.
settings-density = Message list
settings-accounts = Mailboxes
settings-account-add = Add a mailbox
settings-account-remove = Remove from this workstation
settings-density-airy = Airy
settings-density-airy-note = Room between the lines.
settings-density-comfortable = Normal
settings-density-comfortable-note = The middle way.
settings-density-compact = Tight
settings-density-compact-note = The most messages.

## At the start

start-no-home = No place was found for the profile: name a folder with --profile.
start-no-threads = The system refuses to start Sceau’s engine. Close other programs and try again.
start-no-display = No screen could be opened: Sceau needs a graphical session. Without one, use the commands (sceau --help).

## In a terminal

cli = Sceau, the mail of medical practices. Without a command, the window opens.
cli--profile = Another profile folder
cli--passphrase-file = A file that holds the passphrase of the cache
cli--card = Opens the profile with the card
cli--card-module = The PKCS#11 module of the card
cli--card-code-file = A file that holds the code of the card
cli--json = Answers in JSON, for scripts
cli--demo = Opens the demonstration mailbox, with no server and no network
cli--language = The language of the window
cli--theme = The theme of the window
cli--window = The size of the window, for example 1280x800
cli--text-size = The size of the text, in percent
cli-account = Adds, lists or removes accounts
cli-account-add = Adds an account, after trying its servers
cli-account-add--email = The e-mail address
cli-account-add--holder = The name of the holder
cli-account-add--label = The name of the account in Sceau
cli-account-add--imap = The incoming server; looked up from the address if it is not given
cli-account-add--imap-security = The encryption of the incoming server
cli-account-add--pop3 = The incoming server, if it speaks POP3
cli-account-add--pop3-security = The encryption of the POP3 server
cli-account-add--leave = Fetched mail stays on the POP3 server (always), stays for that many days, or is removed (remove)
cli-account-add--smtp = The outgoing server
cli-account-add--smtp-security = The encryption of the outgoing server
cli-account-add--user = The user name, if it is not the address
cli-account-add--space = The trusted space (secure) or ordinary mail (ordinary)
cli-account-add--token = The secret is an access token (XOAUTH2)
cli-account-add--certificate = The software certificate (PKCS#12) to show to servers that ask for one
cli-account-add--certificate-card = The card or token, by its name or number, to show to servers that ask for one
cli-account-add--module = The card’s PKCS#11 module
cli-account-add--code-file = A file with the code of the card or the passphrase of the certificate
cli-account-add--external = The certificate is enough to sign in: no password (EXTERNAL)
cli-account-add--password-stdin = Reads the password from standard input
cli-account-add--unchecked = Adds the account without trying its servers
cli-account-list = Lists the accounts
cli-account-remove = Takes an account and its mail off this workstation; the server keeps everything
cli-account-remove--id = The number of the account
cli-sync = Brings all accounts up to date, then stops
cli-sync--certificate = The software certificate (PKCS#12) to show to servers that ask for one
cli-sync--certificate-card = The card or token, by its name or number, to show to servers that ask for one
cli-sync--module = The card’s PKCS#11 module
cli-sync--code-file = A file with the code of the card or the passphrase of the certificate
cli-folders = Lists the folders: number, path, unread, total
cli-list = Lists the messages of a folder
cli-list--folder = The path, the name or the number of the folder
cli-list--limit = At most so many messages
cli-list--unread = Unread messages only
cli-show = Shows a message
cli-show--id = The number of the message
cli-show--source = The message as it came
cli-draft = Writes an answer to a message without sending it (.eml, or JSON with --json)
cli-draft--id = The number of the message
cli-draft--reply = Replies to the author
cli-draft--reply-all = Replies to all
cli-draft--forward = Forwards in the text, without the attachments
cli-draft--forward-attached = Forwards in the text, with the attachments
cli-draft--forward-eml = Forwards as an attachment (.eml)
cli-draft--edit = Takes the message up as a new one
cli-draft--redirect = Redirects the message as it came
cli-draft--to = One more recipient
cli-receipt = Says how receipts of a message stand, or answers the request for one
cli-receipt--id = The number of the message
cli-receipt--send = Sends the receipt that is asked for
cli-receipt--refuse = Sends nothing, and does not ask again
cli-receipt-asked = A receipt is asked for: { $people }
cli-receipt-not-asked = No receipt is asked for
cli-receipt-answered = Answered before
cli-receipt-done = Done
cli-receipt-came = { $date }: { $fate } ({ $recipient })
cli-thread = Shows the conversation of a message, wherever its messages lie in the mailbox
cli-thread--id = The number of the message
cli-search = Searches all mail on this workstation
cli-search--words = The words to look for
cli-search--limit = At most so many messages
cli-doctor = Checks the cache and the servers
cli-send = Writes a message and sends it
cli-send--from = The address of the mailbox that sends
cli-send--to = A recipient
cli-send--cc = A recipient of a copy
cli-send--bcc = A recipient of a copy that nobody else knows of
cli-send--subject = The subject
cli-send--body = The file that holds the text; - for the standard input
cli-send--attach = A file to attach
cli-send--sign = Signs the message, even where its mailbox does not
cli-send--no-sign = Does not sign the message
cli-send--encrypt = Encrypts the message, with the certificates that are known; a file gives one more, that of the address it names, or of one that is said
cli-send--no-encrypt = Does not encrypt the message
cli-send--later = Not before: 2026-11-21, or 2026-11-21T10:30:00Z
cli-send--receipt = Asks for a read receipt
cli-send--delivery-report = Asks the servers to tell what becomes of the message
cli-send--wait = Waits until the message has left
cli-send--yes = Confirms what is to be confirmed before sending
cli-send--key = A software certificate (PKCS#12) to sign with
cli-send--token = The card or token of this name or number to sign with
cli-send--module = The PKCS#11 module of the card
cli-send--code-file = A file that holds the code of the card or the passphrase of the certificate
cli-send-posted = Message { $number } is in the outbox: it leaves as soon as Sceau is open and there is a line
cli-send-left = Message { $number } has left
cli-send-held = Nothing was sent: this message cannot leave as it is.
cli-send-unconfirmed = Nothing was sent: run it again with --yes to confirm.
cli-outbox = Says what is in the outbox
cli-outbox-take-back = Takes a message back that has not left, and writes it to the output
cli-outbox-take-back--id = The number of the message
cli-outbox-now = Sends a message without waiting any longer
cli-outbox-now--id = The number of the message
cli-outbox-now--wait = Waits until it has left
cli-outbox-settle = Says what became of a message of which it is not known whether it was sent
cli-outbox-settle--id = The number of the message
cli-outbox-settle--again = Sends it once more
cli-outbox-settle--was-sent = It was sent
cli-outbox-give-up = Gives those up who have not got the message
cli-outbox-give-up--id = The number of the message
cli-outbox-waiting = waits
cli-outbox-handing = being sent
cli-outbox-in-doubt = perhaps sent
cli-outbox-refused = refused
cli-outbox-filing = sent, its copy to be filed
cli-outbox-not-before = Not before { $date }
cli-outbox-next-try = Tried again { $date }
cli-outbox-refusal = { $recipient }: { $said }
cli-outbox-draft = The message is a draft again: its window opens with Sceau
cli-outbox-done = Done
cli-health = Shows, exports, unpacks and packs health documents
cli-health-show = Shows what is in a file (HPRIM, CDA, IHE_XDM)
cli-health-show--file = The file
cli-health-export = Exports health documents to the folder of the practice software, each of them once
cli-health-export--to = The folder, in place of that of the mailbox
cli-health-export--all = All folders of received mail, not the inbox alone
cli-health-export--folder = This folder, not the inbox
cli-health-export--since = Messages from this day on (YYYY-MM-DD or DD/MM/YYYY)
cli-health-journal = Lists what was exported and what waits, newest first
cli-health-journal--limit = How many lines
cli-health-again = Exports a line of the journal once more
cli-health-again--id = Its number
cli-health-unpack = Writes the documents of an IHE_XDM archive to a folder
cli-health-unpack--file = The archive
cli-health-unpack--to = The folder
cli-health-pack = Puts CDA documents of one patient into an IHE_XDM archive
cli-health-pack--files = The documents
cli-health-pack--output = The archive to write
cli-health-pack--class = The class of the documents (CODE=LABEL)
cli-health-pack--content = Why it is sent (CODE=LABEL)
cli-health-pack--source = The OID of who sends
cli-health-pack--id = The OID of this archive
cli-health-pack--title = The title of what is sent
cli-health-exported = { $written ->
    [0] No file written
    [one] One file written
   *[other] { $written } files written
}, { $known ->
    [0] none exported before
    [one] one exported before
   *[other] { $known } exported before
}
cli-health-waiting = { $count ->
    [one] One document waits
   *[other] { $count } documents wait
}
cli-health-refused = { $count ->
    [one] One document is to be looked at before it is exported (see the journal)
   *[other] { $count } documents are to be looked at before they are exported (see the journal)
}
cli-health-closed = { $count ->
    [one] One message could not be read: encrypted, or not here yet
   *[other] { $count } messages could not be read: encrypted, or not here yet
}
cli-health-packed = { $count ->
    [one] One document in the archive
   *[other] { $count } documents in the archive
}
cli-health-state-waiting = waits
cli-health-state-written = written
cli-health-state-refused = to be looked at
cli-verify = Says what the signatures and the encryption of a message are worth
cli-verify--file = The message (.eml), or its number with --from-mailbox
cli-verify--from-mailbox = The message is the one of the cache with this number
cli-verify--online = Asks the authorities for what is missing about revocation
cli-verify--kept = With the software certificates of the profile, for what is encrypted
cli-verify--anchors = A directory of certificates of authorities to believe
cli-verify--crl = A directory of revocation lists
cli-verify--at = At this moment: 2026-11-21, or 2026-11-21T10:30:00Z
cli-verify--key = A software certificate (PKCS#12), for what is encrypted
cli-verify--token = The card or token with this name or number, for what is encrypted
cli-verify--module = The card’s PKCS#11 module
cli-verify--code-file = A file with the code of the card or the passphrase of the certificate
cli-sign = Signs a message and writes it on standard output
cli-sign--file = The message (.eml)
cli-sign--opaque = The signature wraps the message
cli-sign--key = A software certificate (PKCS#12)
cli-sign--token = The card or token with this name or number
cli-sign--module = The card’s PKCS#11 module
cli-sign--code-file = A file with the code of the card or the passphrase of the certificate
cli-encrypt = Encrypts a message and writes it on standard output
cli-encrypt--file = The message (.eml)
cli-encrypt--to = The certificate of a recipient; as often as there are recipients
cli-decrypt = Decrypts a message and writes it on standard output
cli-decrypt--file = The message (.eml)
cli-decrypt--kept = With the software certificates of the profile
cli-decrypt--key = A software certificate (PKCS#12)
cli-decrypt--token = The card or token with this name or number
cli-decrypt--module = The card’s PKCS#11 module
cli-decrypt--code-file = A file with the code of the card or the passphrase of the certificate
cli-key = Imports, lists, exports or removes software certificates
cli-key-import = Keeps the keys of a software certificate in the profile
cli-key-import--file = The software certificate (PKCS#12)
cli-key-import--code-file = A file that holds the passphrase of the certificate
cli-key-list = Lists the software certificates of the profile
cli-key-export = Writes a key and its certificate to a file, under a new passphrase
cli-key-export--fingerprint = The fingerprint of the certificate, or its beginning
cli-key-export--file = The file to write (PKCS#12)
cli-key-export--code-file = A file that holds the new passphrase
cli-key-remove = Removes a key from the profile; what is encrypted for it alone can no longer be read here
cli-key-remove--fingerprint = The fingerprint of the certificate, or its beginning
cli-key-already-here = In the profile already; nothing has changed
cli-key-not-yet-valid = Not valid yet
cli-key-expired = Expired; it still opens old messages
cli-key-not-for-mail = Not made for mail
cli-ask-new-key-passphrase = New passphrase of the certificate:{" "}
cli-protection = Lists the ways to open the profile, adds a card, removes a protection
cli-protection-list = Lists the ways to open the profile
cli-protection-add-card = The card that is there will open the profile too
cli-protection-add-card--token = The card or token with this name or number
cli-protection-add-card--module = The PKCS#11 module of the card
cli-protection-add-card--code-file = A file that holds the code of the card
cli-protection-remove = Removes a way to open the profile; one without a card always stays
cli-protection-remove--id = Its number
cli-slot-passphrase = passphrase
cli-slot-session = session
cli-slot-card = card
cli-token = Lists cards and tokens
cli-token-list = Lists the cards and tokens that are there, with their certificates
cli-token-list--module = The PKCS#11 module to ask, and no other
cli-cert = Lists certificates
cli-cert-list = Lists the certificates of the cards, or of a file
cli-cert-list--file = A file of certificates (DER, PEM or PKCS#7)
cli-cert-list--module = The PKCS#11 module to ask, and no other
cli-anchor = The certification authorities that the profile trusts
cli-anchor-list = Lists the authorities that are trusted
cli-anchor-add = Trusts the authorities of a file from now on
cli-anchor-add--file = A certificate or a chain (DER, PEM or PKCS#7)
cli-anchor-remove = Trusts an authority no longer
cli-anchor-remove--fingerprint = Its SHA-256 fingerprint
cli-anchor-igc-sante = { $subject }: authority of IGC-Santé, known by its fingerprint
cli-anchor-own = { $subject }: trusted from now on, because you added it
cli-anchor-below-another = { $subject }: kept, below an authority that is trusted already
cli-anchor-already-known = { $subject }: known already
cli-anchor-test = { $subject }: a test certificate, never trusted
cli-anchor-not-an-authority = { $subject }: not an authority
cli-anchor-kind-igc-sante = IGC-Santé
cli-anchor-kind-own = added
cli-anchor-line = { $subject } ({ $kind }), until { $date }
cli-address = The addresses that were confirmed for the holder of a card
cli-address-list = Lists the confirmed addresses, with their holder
cli-address-withdraw = Withdraws the confirmation of an address
cli-address-withdraw--address = The confirmed address
cli-address-withdraw--holder = The RPPS number of its holder, or the fingerprint of their certificate, as the list gives them
cli-address-line = { $name }, confirmed on { $date }
cli-address-line-nameless = confirmed on { $date }
cli-ask-pin = Code of the card:{" "}
cli-ask-last-pin = Code of the card (last try before it blocks):{" "}
cli-ask-key-passphrase = Passphrase of the certificate:{" "}
cli-token-silent = This module does not answer: { $module }
cli-token-none = No card or token
cli-uses-authentication = authentication
cli-uses-signature = signature
cli-uses-confidentiality = confidentiality
cli-cert-until = { $holder }; until { $date }; { $uses }
cli-pin-blocked = blocked
cli-pin-last = last try
cli-pin-fewer = some tries failed
cli-ask-passphrase = Passphrase of the cache:{" "}
cli-ask-new-passphrase = New passphrase of the cache:{" "}
cli-ask-again = Once more:{" "}
cli-ask-password = Password:{" "}
cli-synced = { $messages ->
    [0] Up to date: no message.
    [one] Up to date: one message ({ $bodies } complete).
   *[other] Up to date: { $messages } messages ({ $bodies } complete).
}
cli-progress-headers = Checking: { $done } headers of { $total }
cli-progress-bodies = Receiving: { $done } messages of { $total }
cli-from = From: { $people }
cli-to = To: { $people }
cli-cc = Cc: { $people }
cli-date = Date: { $date }
cli-subject = Subject: { $subject }
cli-attachment = Attachment: { $name } ({ $size })
cli-doctor-cache = The cache is sound
cli-doctor-imap = Incoming mail from { $host }, port { $port }
cli-doctor-smtp = Outgoing mail through { $host }, port { $port }
cli-doctor-counts = { $messages } messages, { $bodies } of them complete; { $size } on disk

## The main window

window-title = Sceau
window-title-in = { $folder } — { $account } — Sceau
tool-sync = Get mail
tool-settings = Settings
tool-shortcuts = Shortcuts
search-placeholder = Search all mail

## Search

search-form-open = Advanced search (Ctrl+Shift+F)
search-save = Save this search
search-rename = Rename this search
search-remove = Delete this search
search-everywhere = Everywhere
search-mailbox = This mailbox
search-folder = This folder
search-order-date = By date
search-order-best = By relevance
search-order-flip = Change the order of the results
search-coverage = { $count ->
    [one] { $searched } of { $total } message searched
   *[other] { $searched } of { $total } messages searched
}
search-server = Search on the server too
search-server-asking = Searching on the server…
search-server-stop = Stop
search-server-came = { $count ->
    [0] The server found nothing more.
    [one] { $number } more message came from the server.
   *[other] { $number } more messages came from the server.
}
search-server-failed = The server could not search.
search-none-here = Nothing here. Other folders may have some.
search-none-yet = The text of some messages is not on this workstation yet.
search-everywhere-too = Search everywhere
search-hint-from = the sender: a name, an address
search-hint-to = a recipient, in copy too
search-hint-subject = words of the subject
search-hint-attachment = the name of an attachment
search-hint-since = from a day on: 2026-11-03, yesterday, 7d
search-hint-after = after a day, a month, a year
search-hint-before = before a day, a month, a year
search-hint-tag = a tag
search-hint-folder = a folder
search-hint-size = the size: >5MB
search-hint-is = the state: unread, flagged
search-hint-patient = the patient: a name, a first name
search-hint-born = the patient’s birth: 1954-03-12
search-hint-ins = the beginning of an INS
search-hint-more = Quotes keep words together, OR offers a choice, a minus sign leaves out.
search-hint-tab = Tab completes.
search-form-title = Advanced search
search-form-from = From
search-form-to = To
search-form-subject = Subject
search-form-words = Contains
search-form-since = Since
search-form-until = Before
search-form-date-hint = dd/mm/yyyy
search-form-date-wrong = A date is written 3/11/2026.
search-form-attachment = Name of an attachment
search-form-folder = Folder
search-form-patient = Patient
search-form-born = Born on
search-form-tag = Tag
search-form-size = Size
search-form-size-any = Any
search-form-size-over = Over { $size } MB
search-form-attached = With an attachment
search-form-unread = Unread
search-form-flagged = Flagged
search-form-written = In the box:
search-form-empty = Clear all
search-form-go = Search
search-name-lead = It will stay among the folders, and search anew each time it is opened: { $query }
search-name = Name
confirm-search-title = Delete this search?
confirm-search-sentence = “{ $name }” will leave the folder pane. The messages that it finds are not touched.
confirm-search-button = Delete the search
shortcut-search-form = Advanced search

## Several mailboxes

folders-secure = MSSanté
folders-searches = Searches
folders-patients = Exchanges with patients
inboxes-all = All mailboxes
inboxes-secure = MSSanté mailboxes
inboxes-ordinary = Ordinary mailboxes
list-place = { $folder } · { $mailbox }
window-title-unread = ({ $unread }) { $title }

## Settings of mailboxes

settings-page-display = Display
settings-page-offline = Offline
settings-label = Name of the mailbox
settings-label-keep = Keep this name
settings-colour = Colour
settings-password = New password…
settings-leave = On the server, fetched messages
settings-leave-always = Stay
settings-leave-days = { $days ->
    [one] Stay one day
   *[other] Stay { $days } days
}
settings-leave-remove = Are removed
settings-together = Inboxes together
settings-together-off = Each apart
settings-together-off-note = Each inbox is read in its own mailbox.
settings-together-space = By space
settings-together-space-note = MSSanté mailboxes together, the others together, as soon as there are two.
settings-together-all = All together
settings-together-all-note = One list for all mailboxes; their colour tells them apart.
settings-together-warning = Messages of MSSanté mailboxes and those from outside will follow each other in one list. Check the mailbox before you reply.
settings-together-mix = Put them together anyway
settings-page-notifications = Notifications
settings-notify = New messages
settings-notify-on = Tell of them
settings-notify-off = Tell nothing
settings-notify-sound = Sound
settings-notify-loud = With a sound
settings-notify-silent = Silently
settings-notify-content = Sender and subject
settings-notify-always = Always shown
settings-notify-unlocked = Hidden while the screen is locked
settings-notify-never = Never shown
settings-quiet = Quiet hours
settings-quiet-none = None
settings-quiet-some = Every day…
settings-quiet-from = From
settings-quiet-to = to
settings-quiet-earlier = Earlier
settings-quiet-later = Later
settings-quiet-days = And all day:
settings-day-monday = Mon
settings-day-tuesday = Tue
settings-day-wednesday = Wed
settings-day-thursday = Thu
settings-day-friday = Fri
settings-day-saturday = Sat
settings-day-sunday = Sun
settings-keep-lead = Headers are always on this workstation. Choose what can also be read without a network.
settings-keep-all = Everything
settings-keep-months = { $months ->
    [one] One month
   *[other] { $months } months
}
settings-keep-years = { $years ->
    [one] One year
   *[other] { $years } years
}
settings-keep-headers = Headers only
settings-keep-folders = Choose by folder
settings-keep-folders-hide = Hide the folders
settings-keep-as-mailbox = As the mailbox

## POP3 mailboxes

assistant-imap = IMAP
assistant-pop3 = POP3
assistant-receiving-pop3 = Incoming (POP3)
assistant-pop3-note = POP3 knows neither folders nor what was read: they will live on this workstation alone.

## New mail, on the desktop
news-arrived = { $number ->
    [one] New message in { $mailbox }
   *[other] { $number } new messages in { $mailbox }
}
news-letter = { $who }: { $subject }
news-nobody = Unknown sender
news-no-subject = No subject
news-open = Open

## Verdict on a message

verdict-valid = Valid signature, of the sender
verdict-valid-unbound = Valid signature; nothing binds the signer to the sender’s address
verdict-invalid = Signature not valid
verdict-partial = Valid signature, but over a part of the message only
verdict-none = Message not signed
verdict-unverifiable = This message cannot be verified here
layer-signed = Signed
layer-encrypted = Encrypted
layer-encrypted-authenticated = Encrypted and protected against changes
layer-compressed = Compressed
layer-unknown = Unknown kind
reason-several-from = The message has several senders.
reason-from-unreadable = The sender’s address cannot be read.
reason-sender-differs = The message was sent by another than its author.
reason-from-differs = The sender that is shown is not the one that was protected.
reason-subject-differs = The subject that is shown is not the one that was protected.
reason-date-differs = The date that is shown is not the one that was protected.
reason-recipients-differ = The recipients that are shown are not those that were protected.
reason-secured-message-attached = A signed or encrypted message is attached: it speaks for itself alone.
reason-too-deep = The message has too many layers within each other; the last were not opened.
reason-too-many-parts = Too many parts are signed or encrypted; the last were not looked at.
reason-unsigned-parts = Parts that are not signed stand beside what is.
reason-encrypted-beside-others = An encrypted part stands beside others; it is shown apart.
reason-signed-outside-encryption = The signature is around the encryption: the signer may never have seen the content.
reason-unreadable = The signature or the encryption cannot be read.
reason-no-signer = Nobody signed.
reason-unsupported = This kind of signature or encryption is not known here.
reason-label-differs = The message announces another kind than it uses.
reason-no-key = The message is not encrypted for any of the keys at hand.
reason-key-unavailable = The key is known, but its card did not answer.
reason-decryption-failed = The message could not be decrypted.
reason-cbc-without-signature = The encryption does not protect against changes, and nothing is signed.
reason-weak-cipher = The encryption is of an old and weak kind.
reason-content-changed = The content was changed after it was signed.
reason-signature-wrong = The signature was not made with the key of this certificate.
reason-attributes-wrong = The signature is not well formed.
reason-unknown-algorithm = The algorithm of the signature is not known.
reason-weak-digest = The signature relies on SHA-1, which can be forged.
reason-certificate-missing = The signer’s certificate is not in the message.
reason-certificate-unreadable = The signer’s certificate cannot be read.
reason-no-signing-time = Nothing says when the message was signed.
reason-signed-in-the-future = The message says it was signed in the future.
reason-signed-at-another-date = The date of the message is far from that of the signature: it may have been sent again.
reason-unknown-authority = The authority that issued the certificate is not recognised.
reason-chain-broken = The certificate’s chain of authorities is broken.
reason-authority-stopped = The authority that issued the certificate (IGC-CPS) has stopped.
reason-test-certificate = Test certificate: it proves nothing.
reason-not-yet-valid = The certificate was not valid yet.
reason-expired = The certificate had expired.
reason-expired-since = The certificate has expired since it was used.
reason-wrong-purpose = The certificate is not made for signing mail.
reason-wrong-policy = The certificate policy that is asked for is missing.
reason-revoked = The certificate is revoked.
reason-revocation-not-checked = Whether the certificate is revoked was not checked.
reason-revoked-since = The certificate was revoked since; only the signer says that it signed before.
reason-weak-certificate = The certificate is too weak to prove anything.
reason-address-mismatch = The certificate is of another address than the sender’s.
reason-no-address = The certificate holds no address.
reason-address-not-confirmed = Nothing confirms that the sender’s address is that of the card’s holder.
reason-holder-mismatch = The sender’s address is known to be somebody else’s.

# The card

card-unseen = Looking for the card…
card-unseen-note = The readers are being asked.
card-no-service = No card service
card-no-service-note = The system’s card service (pcscd) does not answer. Install or start it: Sceau will find it by itself.
card-no-reader = No card reader
card-no-reader-note = Plug in a reader, or a USB token: it will be recognised at once.
card-no-card = No card
card-no-card-note = Insert your CPS or CPE card to sign and to decipher.
card-wrong = This card will not do
card-wrong-note = It is a Vitale card, or the card is the wrong way round. Insert your CPS or CPE card, chip first.
card-contactless = Card read without contact
card-contactless-note = Without contact, the card can neither take its code nor sign. Insert it into the slot of the reader.
card-reading = Reading the card…
card-reading-note = The card is showing its certificates; this takes a few seconds.
card-silent = The card does not answer
card-silent-note = The card’s own program does not answer. Take the card out and put it back; install that program again if this happens repeatedly.
card-foreign = Unknown card
card-foreign-note = No program on this workstation knows this card. Install its issuer’s (the CPS Cryptolib, for instance), or name it in Settings, page Card.
card-token = Card
card-token-note = The card: its code, its certificates.
card-slot = { $holder } — { $state }
card-closed = locked
card-open = open
card-blocked = blocked
card-title = Cards and tokens
card-enter-code = Enter the code…
card-lock = Lock the card
card-show = Certificates of the card
card-no-certificate = No personal certificate on this card.
card-valid-until = valid until { $until }
card-not-valid = Outside its validity
card-issued-by = Issued by { $issuer }
use-authentication = Authentication
use-signature = Signature
use-confidentiality = Confidentiality
use-none = Not for mail
shortcut-seal = Signature and encryption of the message
shortcut-card = Cards and certificates
menu-decipher = Decipher for the search
status-deciphering = { $count ->
    [one] Deciphering: { $done } message of { $total }
   *[other] Deciphering: { $done } messages of { $total }
}
done-deciphered = { $count ->
    [0] No message deciphered
    [one] One message deciphered
   *[other] { $number } messages deciphered
}{ $closed ->
    [0] {""}
    [one] , one cannot be with this card
   *[other] , { $others } cannot be with this card
}

code-title = Code of the card
code-lead = Code of { $holder }. It is asked for once; then the card stays open until it is taken out.
code-lead-once = Code of { $holder }. This key asks for it at each use.
code-field = Code
code-open = Open the card
code-read = Read the message
code-sign = Sign
code-on-reader = Type the code on the reader
code-on-reader-note = The code is typed on the reader’s keypad.
code-trying = The card is checking the code…
code-trying-on-reader = Type the code on the reader’s keypad…
code-gone = The card was taken out. Put it back to enter the code.
code-blocked = The card is blocked.
code-blocked-note = Unblock it with the unblocking code and its issuer’s tool.
code-last-try = One try is left.
code-last-try-note = A wrong code will block the card. Go on only if you are sure of the code.
code-fewer-tries = A wrong code was entered before.
code-fewer-tries-note = The card blocks after a few wrong codes in a row; a right one starts the count anew.

# The seal of a message

seal-signed-by = Signed by { $holder }
seal-signed-unbound = Signed by { $holder }, address not confirmed
seal-invalid = The signature does not hold
seal-partial = The signature does not cover the whole message
seal-unverifiable = The signature cannot be verified here
seal-closed = Encrypted message
seal-encrypted-only = Encrypted message, not signed
seal-none = Message not signed
seal-deciphered = Encrypted message, deciphered on this workstation.
seal-details = Details
seal-part-rest = Message
seal-part = Separate part { $number }
seal-part-note = This part is shown apart: its signature or encryption says nothing of the rest of the message.
seal-need-card = Insert your card
seal-need-card-note = This message is encrypted. The card or the key that it was encrypted for is not here.
seal-need-code = Encrypted message
seal-need-code-note = Your card can decipher it: it waits for its code.
seal-need-unblock = Card blocked
seal-need-unblock-note = This message is encrypted for your card, which is blocked. Unblock it with its issuer’s tool.
seal-need-again = The card does not answer
seal-need-again-note = This message is encrypted for a card that did not answer. Take it out, put it back, then try again.
seal-for-others = Encrypted for others
seal-for-others-note = None of the cards and keys that are here can decipher it. Try with the card that it was meant for.
seal-hopeless = Message cannot be read
seal-hopeless-note = The encrypted content is damaged, or of a kind that Sceau does not know. Ask the sender to send it again.
seal-title = Signature and encryption
seal-copy = Copy the report
seal-covers-part = one part only
seal-named = The certificate names { $holder }
seal-signer-unknown = Unknown signer
seal-signed-at = Signed on
seal-bound = Bound to the sender
seal-bound-certificate = { $address }, by the certificate
seal-bound-directory = { $address }, by the directory
seal-bound-contact = { $address }, by a contact of the practice
seal-bind-lead = { $holder } signed, but the card holds no address. If you know that { $address } is theirs, messages that they sign from this address will be recognised.
seal-bind = Confirm this address…
seal-bind-sure = Is { $address } indeed the address of { $holder }? Confirm only what you have from that person.
seal-bind-yes = Yes, it is theirs
seal-withdraw-whose = On { $date } it was confirmed here that { $address } is the address of { $holder }.
seal-withdraw-lead = That is why this signature is refused. If the confirmation was a mistake, it can be withdrawn.
seal-withdraw = Withdraw the confirmation of this address…
seal-withdraw-sure = Withdraw it only if you know that it is wrong: this message may also come from somebody who signs with a card of their own under another’s address. The address will then be “not confirmed” again.
seal-withdraw-yes = Withdraw
seal-withdraw-where = If an address was confirmed by mistake, that is withdrawn in Settings, page Certificates, under “Confirmed addresses”.
seal-holder-rpps = RPPS { $number }
seal-holder-certificate = Certificate { $print }…
seal-holder-named = { $name }, certificate { $print }…
seal-algorithm = Algorithm
seal-profession = Profession
seal-rpps = RPPS
seal-structure = Structure
seal-addresses = Addresses
seal-subject = Holder
seal-issuer = Issued by
seal-validity = Valid
seal-valid-between = from { $from } to { $until }
seal-serial = Serial number
seal-fingerprint = SHA-256 fingerprint

settings-page-card = Card
settings-card-removal = When the card is taken out
settings-card-closes = Close what it deciphered
settings-card-closes-note = Encrypted messages are read only with the card in the reader.
settings-card-stays = Leave it readable until Sceau is closed
settings-card-stays-note = What was deciphered stays in memory, never on the disk.
settings-card-search = Search
settings-card-searchable = Find by the words of deciphered messages too
settings-card-searchable-note = These words go into the index, which is encrypted as all of the cache.
settings-card-module = Program of the card (PKCS#11)
settings-card-module-note = Sceau finds the CPS Cryptolib, OpenSC and those of the makers by itself. Name a file only for another card.
settings-card-module-wrong = Give the whole path of the file.
settings-card-module-keep = Use

# Certificates, authorities and ways into the cache, in the settings.
settings-page-certificates = Certificates
certificates-listing = Reading the certificates…
certificates-busy = One moment…
certificates-keys = Software certificates
certificates-keys-note = They serve as a card does, without a reader. Their key leaves this workstation only if you export it.
certificates-import = Import a certificate (.p12)…
certificates-export = Export…
certificates-remove = Remove…
certificates-remove-now = Remove for ever
certificates-keep = Keep
certificates-key-lost = Messages encrypted for this certificate alone can no longer be read here. Export it first if you have no copy of it.
certificates-not-yet-valid = Not valid yet.
certificates-expired = Expired; it still opens old messages.
certificates-not-for-mail = Not made for mail.
certificates-imported = “{ $name }” is imported.
certificates-imported-before = “{ $name }” was here already; nothing has changed.
certificates-exported = Exported: { $path }. Keep this file safe, and its passphrase elsewhere.
certificates-key-files = Software certificates
certificates-anchor-files = Certificates
certificates-all-files = All files
certificates-file-name = certificate.p12
certificates-anchors = Trusted authorities
certificates-anchors-note = A signature is trusted if its certificate comes from one of them.
certificates-add-anchor = Add an authority…
certificates-anchor-installed = IGC-Santé, found on this workstation
certificates-anchor-file = IGC-Santé, added from a file
certificates-anchor-own = Added by you
certificates-anchor-lost = Signatures made with its certificates will no longer be trusted, unless another authority vouches for them.
certificates-anchor-is-igc = “{ $name }”: authority of IGC-Santé, known by its fingerprint.
certificates-anchor-is-own = “{ $name }”: trusted from now on, because you added it.
certificates-anchor-is-below = “{ $name }”: kept, below an authority that is trusted already.
certificates-anchor-is-known = “{ $name }”: known already, nothing has changed.
certificates-anchor-is-test = “{ $name }”: a test certificate, never trusted.
certificates-anchor-is-none = “{ $name }”: this is not an authority.
certificates-anchor-nothing = There is no certificate in this file.
certificates-addresses = Confirmed addresses
certificates-addresses-note = A card holds no address: these were confirmed here for their holder.
certificates-address-since = Confirmed on { $date }
certificates-address-going = { $address }: { $holder }
certificates-address-lost = Messages that this holder signs from this address will be “address not confirmed” again. Those that somebody else signs from it will no longer be refused for that.
certificates-withdraw = Withdraw
certificates-slots = Opening the cache
certificates-slots-note = Each of these is enough. One that is no card always stays.
certificates-add-card = Add the inserted card
certificates-slot-session = Session of the computer
certificates-slot-session-note = Sceau opens without asking while your session is open.
certificates-slot-passphrase = Passphrase
certificates-slot-passphrase-note = Asked for at the start.
certificates-slot-card = Card
certificates-slot-card-note = Inserted, with its code.
certificates-slot-lost = This will no longer open the cache. The messages stay, and so do the other ways.
passphrase-import-title = Import a certificate
passphrase-import-lead = The file “{ $file }” is protected by a passphrase, given by who provided it.
passphrase-of-file = Passphrase of the file
passphrase-import = Import
passphrase-importing = Opening the file…
passphrase-export-title = Export the certificate
passphrase-export-lead = Who has this file and its passphrase can sign and read in the place of “{ $name }”.
passphrase-new = New passphrase
passphrase-export = Export
passphrase-exporting = Encrypting the file…

## Answers and receipts
answer-wrote = On { $date }, { $who } wrote:
answer-wrote-nobody = On { $date }, somebody wrote:
answer-forwarded = -------- Forwarded message --------
answer-from = From: { $people }
answer-date = Date: { $date }
answer-subject = Subject: { $subject }
answer-to = To: { $people }
answer-cc = Cc: { $people }
answer-forward-mark = Fwd
receipt-asked = The sender asks for a read receipt.
receipt-send = Send the receipt
receipt-refuse = Do not send
receipt-sending = Sending the read receipt…
receipt-sent = The read receipt was sent.
receipt-sent-unasked = The read receipt was sent, as your settings say.
receipt-refused = No read receipt is sent for this message.
receipt-failed = The read receipt was not sent. { $sentence } { $remedy }
receipt-report = Receipt: { $fate } ({ $recipient })
receipt-came = { $recipient }: { $fate }, { $date }
receipt-more = and { $count } more
receipt-see = See the message
receipt-somebody = unknown recipient
settings-page-reading = Reading
settings-receipts = Read receipts that senders ask for
settings-receipts-ask = Ask
settings-receipts-ask-note = The question is put beside the message.
settings-receipts-always = Always
settings-receipts-always-note = Without asking, where the return path is the sender’s.
settings-receipts-never = Never
settings-receipts-never-note = Nothing is sent, nothing is asked.
settings-pictures = Senders whose remote pictures are shown
settings-pictures-none = None: remote pictures are held back until you ask for them.
settings-pictures-remove = Hold their pictures back again
fate-displayed = displayed
fate-processed = processed by a program
fate-dispatched = sent on
fate-deleted = deleted
fate-denied = the recipient would not say
fate-failed = failed
fate-undelivered = not delivered
fate-delayed = delayed
fate-delivered = delivered
fate-relayed = relayed
fate-expanded = handed to a list
receipt-text = Your message “{ $subject }” of { $date } was displayed in the mailbox { $mailbox }. This receipt does not prove that it was read to its end, or understood.
## Groups and columns of the list

period-coming = To come
period-today = Today
period-yesterday = Yesterday
period-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
period-last-week = Last week
period-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
period-month-of-year = { period-month } { $year }
list-conversation = { $unread ->
    [0] Conversation of { $count } messages
    [one] Conversation of { $count } messages, one of them unread
   *[other] Conversation of { $count } messages, { $unread } of them unread
}
list-mark-signed = Signed message
list-mark-encrypted = Encrypted message
list-filter-signed = Signed
list-show = How the list is shown
column-unread = Unread
column-flag = Flag
column-security = Security
column-tags = Tags
column-attachment = Attachment
columns-title = Columns of the list
columns-sentence = Tick what the list shows, in the order in which it shows it. Columns are seen where the list is wide enough.
columns-up = Further left
columns-down = Further right
columns-wider = Wider
columns-narrower = Narrower
columns-reset = As at first
menu-group-none = No groups
menu-group-day = Group by day
menu-group-conversation = Group by conversation
menu-form-lines = On two lines
menu-form-columns = In columns
menu-density-airy = Airy
menu-density-comfortable = Normal
menu-density-compact = Tight
menu-columns = Choose columns…
menu-sort-date = Sort by date
menu-sort-who = Sort by correspondent
menu-sort-subject = Sort by subject
menu-sort-size = Sort by size
shortcut-show = How the list is shown

## Printing

print = Print
print-save = Save as PDF…
print-save-archive = Save as PDF/A (archive)…
print-title = Message printed by Sceau
print-from = From
print-to = To
print-cc = Cc
print-date = Date
print-attachments = Attachments
print-attachment = Printed attachment
print-seal = Security
print-file = { $name } ({ $size })
print-others = { $count ->
    [one] and one more
   *[other] and { $count } more
}
print-foot = { $subject } – { $mailbox } – printed on { $date }
print-page = page { $number } / { $count }
print-making = Laying the message out for print…
print-sent = Sent to print
print-opened = Opened as a PDF: print it from that window
print-cut = Printed in part: the message is too long to be printed whole
print-cancelled = Nothing was printed
print-failed = Printing did not succeed
print-too-many = Print at most { $most } messages at a time
shortcut-print = Print the message, or those that are chosen
fault-layout-unread = The layout of this message could not be read; without it, it would no longer be what you wrote.
fault-layout-unread-remedy = Try again. The message stays as it is; you can copy its text into a new one.
fault-unprintable = This message could not be laid out for print.
fault-unprintable-remedy = Show its text alone and print that, or save the attachment and open it in its own program.
fault-no-printer = No printer is ready, and no program on this workstation opens PDF files.
fault-no-printer-remedy = Add a printer in the settings of the workstation, or save the message as a PDF.
cli-print = Writes a message as a PDF, as it is printed
cli-print--id = The number of the message
cli-print--file = The file to write
cli-print--pdf-a = As PDF/A, for archives
cli-printed = { $pages ->
    [one] One page written
   *[other] { $pages } pages written
}

## Writing

tool-write = Write
tool-write-long = Write a message
shortcut-write = Write a message
shortcut-reply = Reply
shortcut-reply-all = Reply to all
shortcut-forward = Forward
answer-reply = Reply
answer-reply-all = Reply to all
answer-forward = Forward
answer-forward-plain = Forward without the attachments
answer-forward-eml = Forward as an attachment
answer-edit = Edit as a new message
answer-redirect = Redirect
writing-title = { $subject } — Writing — Sceau
writing-title-new = New message — Sceau
writing-send = Send
writing-send-tip = Send (Ctrl + Enter)
writing-attach = Attach
writing-attach-tip = Attach files (Ctrl + Shift + A), or drop them on the window
writing-attach-title = Files to attach
writing-document = Attach a health document… (Ctrl + Shift + D)
writing-document-short = Attach a health document…
document-pick-title = Health document to attach
document-pick-filter = Health documents (CDA, PDF, IHE_XDM)
document-title = Attach a health document
document-lead = The document goes as MSSanté asks: an IHE_XDM.zip archive, and a PDF that everybody can read.
document-join = Attach
document-packing = Preparing the document…
document-checked = I have checked the patient’s identity
document-patient = Patient
document-about = Document
document-kind = Kind of document
document-name = Title
document-date = Date of the act
document-author = Author
document-family = Birth name
document-used = Used name (optional)
document-given = First names
document-birth = Birth date
document-day-hint = DD/MM/YYYY
document-sex = Sex
document-female = Female
document-male = Male
document-unknown = Unknown
document-place = INSEE code of the place of birth (optional)
document-number = INS number
document-ins = INS number (optional)
document-ins-kind = Kind of INS
document-hidden = Not to be shown to the patient for now
document-not-archival = This PDF does not say that it is PDF/A, which MSSanté asks for: it goes as it is.
document-pdf-made = This document has no PDF: Sceau makes one.
document-masked-professionals = Hidden from professionals: it cannot be sent to them.
document-masked-patient = Not for the patient to see yet: it cannot be sent there.
document-masked-guardians = Hidden from legal guardians: to the patient’s own address, and never to theirs.
document-note-qualified = The identity is complete, and the check digits of the INS are right.
document-note-no-ins = Without an INS: the identity is not qualified.
document-note-wrong-key = The check digits of the INS are wrong: check the number.
document-note-no-key = The check digits of the INS are missing, the last two.
document-note-unreadable = This number is no INS: it has 15 characters.
document-note-provisional = INS of the NIA kind: a provisional identity.
document-note-not-real = An INS of a test, of a demonstration or of the former kind: not that of a patient in care.
document-note-other-sex = The number says another sex: check it.
document-note-other-birth = The number says another month of birth: check it.
document-note-lacks = For a qualified identity, this is missing: { $what }.
document-note-left-out = The number is not put into the document as long as there is a doubt.
writing-discard = Discard
writing-sign = Sign
writing-sign-on = The message will be signed with your certificate. Press to leave it unsigned.
writing-sign-off = The message will not be signed. Press to sign it.
writing-sign-unable = No key to sign with: insert your card, or import a certificate.
writing-encrypt = Encrypt
writing-encrypt-on = Only its recipients will be able to read the message. Press to send it in clear.
writing-encrypt-off = The message will go out in clear. Press to encrypt it.
writing-read-receipt = Ask to be told when it is read
writing-delivery-report = Ask to be told when it is delivered
writing-copy = Keep a copy among the sent messages
writing-last-word = End of the exchange: the patient will not be able to answer
writing-checking = Checking…
writing-leaving = Sending…
writing-enclosing = Reading the files…
writing-kept = Draft kept at { $time }
writing-discarded = Message discarded
writing-taken-up = The message is back.
writing-space-secure = MSSanté trusted space
writing-space-ordinary = Ordinary mail, outside the trusted space: no health data
writing-space-template = Template: its name is the subject. Fields in braces are filled in when it is used: { "{" }name{ "}" }, { "{" }date{ "}" }, { "{" }reason{ "}" }…
writing-templates = Insert a template, or make one of this message (Ctrl + T)
writing-signature = Change the signature (Ctrl + Shift + S)
writing-options = Other settings of the message (F10)
writing-rich = Layout
writing-next-from = Write from the next mailbox
writing-add-cc = Add “Cc”
writing-add-bcc = Add “Bcc”
writing-add-reply-to = Add “Reply to”
writing-detach-last = Remove the last attachment
writing-goes-on = The message goes on as it came, with its signature and its attachments. Only the recipients are chosen here; to add a word, forward it.
menu-signature = { $name }
menu-no-signature = No signature
template-keep = Save the template
template-keep-tip = Save into the Templates folder of the mailbox (Ctrl + Enter)
template-write = Write from this template
template-edit = Edit this template
template-new = New template
templates-title = Templates
templates-hint = Name of the template
templates-loading = Reading the templates…
templates-none = No template yet. “Make a template of this message” makes one, shared by the whole mailbox.
templates-nothing = No template for “{ $typed }”.
templates-unnamed = No name
templates-make = Make a template of this message
templates-take = Insert
writing-from = From
writing-to = To
writing-to-hint = Name or address
writing-cc = Cc
writing-bcc = Bcc
writing-reply-to = Reply to
writing-reply-to-short = Reply to
writing-subject = Subject
writing-detach = Remove
writing-shrink = Make smaller
writing-shrink-tip = Replace the picture by a lighter one, readable on screen and on paper
writing-cannot-shrink = This picture is light already.
writing-nothing-to-paste = Nothing to paste: no text, no picture and no file was copied.
writing-picture-title = Pictures to put into the text
writing-picture-filter = Pictures
writing-size = { $size } on the wire
writing-size-of = { $size } of { $limit }
writing-person-unfit = This is no address: double-click to correct it.
writing-person-apicrypt = An Apicrypt address: an ordinary message, or one encrypted by S/MIME, may not be read there.
writing-person-certified = Certificate known: encrypted mail can be written to them.
writing-person-uncertified = No certificate known: no encrypted mail can be written to them.
writing-group = { $name } ({ $count })
writing-group-hint = Double click: open the group
writing-person-remove = Remove
code-lead-sign = Code of { $holder }, to sign this message.

## Before sending

writing-check-title = Before sending
writing-check-stopped = This message cannot leave as it is
writing-check-back = Back to the message
writing-check-send = Send all the same
check-no-server = This mailbox only receives: choose another one to send from.
check-no-recipient = The message has no recipient.
check-unfit = These are no addresses: { $people }.
check-too-large = The message takes { $size } on the wire, and the limit is { $limit }: remove or reduce attachments.
check-too-many = The message has { $number } recipients, and the limit is { $limit }.
check-forbidden = This mailbox does not send outside the trusted space: { $people }.
check-bared = The message quotes what came encrypted: it cannot go on in clear.
check-no-key = No key to sign with is there: insert your card, or send unsigned.
check-uncertified = No certificate to encrypt for: { $people }.
check-hidden-professionals = This document is hidden from professionals, as its patient asked: it cannot go to { $people }.
check-hidden-patients = This document is not for the patient to see yet: it cannot go to { $people }.
check-other-patients = This document is about somebody else than { $people }: the INS in the address is not the one in the document.
check-patient-named = The subject names the patient, and would leave the MSSanté trusted space for { $people }.
check-hidden-guardians = This document is hidden from legal guardians: make sure that { $people } is the address of the patient alone.
check-unruled = This document is hidden from legal guardians, and no rule says whether it may go to a professional: { $people }.
check-unqualified = The identity in the document is not qualified: make sure that { $people } is the address of this patient.
check-several-patients = The message carries documents of several patients: a message of MSSanté is about one.
check-document-in-clear = A health document would leave in clear, outside the MSSanté trusted space: { $people }.
check-outside = Outside the MSSanté trusted space: { $people }. Make sure that the message may go there.
check-apicrypt = Apicrypt addresses: { $people }. The message may not be read there.
check-patients = The message goes to a patient: { $people }. Make sure who they are before sending.
check-nothing-attached = The message speaks of an attachment, and nothing is attached.
check-no-subject = The message has no subject.
check-blanks = Still to be filled in: { $names }.
check-many-in-cc = The { $number } recipients will all see the addresses of the others.
check-unreadable-copy = The copy among the sent messages could not be read here: your encryption certificate is not known.
check-and-more = { $count ->
    [one] , and { $number } more
   *[other] , and { $number } more
}
remedy-sign-only = Sign without encrypting
remedy-in-clear = Send in clear
remedy-drop = Remove these recipients
remedy-drop-documents = Remove the document
remedy-unnamed = Take the patient out of the subject
remedy-encrypt = Encrypt
remedy-unsigned = Send unsigned
remedy-no-copy = No copy
remedy-attach = Attach…
remedy-subject = Write the subject
remedy-blank = Fill in
remedy-to-bcc = Put all in Bcc

## Settings: writing

settings-page-writing = Writing
settings-writing-none = No mailbox is set up.
settings-sign = Sign messages
settings-encrypt = Encrypt messages
settings-hide-subject = Hide the subject of encrypted messages
settings-hide-subject-note = Recipients read it in the message. Better left off where their programs file documents by the subject.
settings-habit-always = Always
settings-habit-possible = When possible
settings-habit-never = Never
settings-outside = Recipients outside the trusted space
settings-outside-forbid = Forbid
settings-outside-warn = Warn
settings-outside-allow = Allow
settings-signatures = Signature under messages
settings-signature-none = None
settings-signature-unnamed = Unnamed
settings-signature-add = New signature
settings-signature-edit = Edit
settings-signature-name = Name of the signature
settings-signature-done = Done
settings-signature-hint = What stands under the message
settings-signature-rich = With layout
settings-signature-remove = Delete the signature
settings-signature-fields = Fields: { "{" }title{ "}" } { "{" }name{ "}" } { "{" }rpps{ "}" } { "{" }phone{ "}" } { "{" }date{ "}" } { "{" }patient{ "}" }
settings-signature-above = Put it above the quoted message
settings-author = You, in the signature
settings-author-title = Title
settings-author-phone = Phone
settings-author-rpps = RPPS number
settings-grace = Time to take a message back
settings-grace-none = None
settings-grace-seconds = { $seconds } s
settings-limits = Limits of the operator
settings-limit-size = Size of a message, in MB
settings-limit-people = Number of recipients
settings-each-message = For each message
settings-rich = Write with layout
settings-copy = Keep a copy among the sent messages
settings-ask-receipt = Ask to be told when it is read
settings-ask-report = Ask to be told when it is delivered

## Outbox

tool-outbox = { $count ->
    [one] { $number } leaving
   *[other] { $number } leaving
}
tool-drafts-here = { $count ->
    [one] { $number } draft apart
   *[other] { $number } drafts apart
}
outbox-drafts-lead = These drafts are on this workstation alone: they are to leave encrypted and none of your certificates can keep them, or the server would not have them.
outbox-draft-changed = Written on { $date }.
outbox-draft-on = Continue
outbox-nobody = No recipient
writing-kept-here = The draft is kept on this workstation alone: it is with what leaves.
confirm-remove-drafts = { $count ->
    [one] One draft is on this workstation alone: it will be lost.
   *[other] { $number } drafts are on this workstation alone: they will be lost.
}
confirm-remove-letters = { $count ->
    [one] One message has not left yet. Wait until it leaves, or take it back in the outbox.
   *[other] { $number } messages have not left yet. Wait until they leave, or take them back in the outbox.
}
settings-page-documents = Health documents
documents-lead = Results and reports (HPRIM, CDA) are written as they came into the folder where your software takes them. Nothing is written twice, nor over a file.
documents-folder = Folder of your software
documents-no-folder = No folder chosen: nothing is exported.
documents-choose = Choose a folder…
documents-choose-title = Folder where the practice’s software takes documents
documents-stop = Export no more
documents-on-arrival = Export as they arrive, without asking
documents-split = One file for each patient’s dossier
documents-pdf = Export PDF attachments too
documents-template = Names of the files
documents-template-fields = Fields: {"{NOM}"} {"{PRENOM}"} {"{DDN}"} {"{DATE}"} {"{n}"} {"{uid}"} {"{orig}"} {"{ext}"}
documents-template-wrong = This template gives no file name.
documents-preview = For instance: { $name }
documents-copies = CDA documents
documents-copies-none = Document
documents-copies-beside = Document and PDF
documents-copies-instead = PDF alone
documents-endings = Ending of HPRIM files
documents-ending-original = The sender’s
documents-ending-hpr = .hpr
documents-ending-hpm = .hpm
documents-ending-txt = .txt
documents-senders = From these senders only
documents-senders-hint = Everybody
documents-senders-note = Addresses or domains, between commas: labo.example, dr.durand@clinique.example
documents-keep = Keep
documents-export-now = Export the inbox
documents-journal = Journal of exports
tool-export = Export
export-documents = Export the documents
shortcut-export = Export the documents of the chosen messages
exports-title = Journal of exports
exports-lead = What was written for the practice’s software, and what waits.
exports-empty = Nothing was exported yet.
exports-nobody = Patient not said
exports-kind-hprim = HPRIM
exports-kind-cda = CDA document
exports-kind-pdf = PDF
exports-kind-archive = IHE_XDM archive
exports-kind-other = File
exports-written = { $file }, on { $date }, by { $by }.
exports-written-by-itself = { $file }, on { $date }, on arrival.
exports-waiting = Waits to be written into { $folder }.
exports-refused = Not exported: to be checked first.
exports-refused-for-good = Refused: nothing of it was written.
exports-missing = The folder { $folder } is not there. It will be tried again.
exports-read-only = The folder { $folder } takes no file. It will be tried again.
exports-full = There is no room left in { $folder }. It will be tried again.
exports-hangs = The folder { $folder } does not answer. It will be tried again.
exports-failed = The file could not be written into { $folder }. It will be tried again.
exports-altered = It is not the file that its archive announces.
exports-several = Its archive is about several patients.
exports-withdrawn = Its sender takes it back.
exports-unreadable = The archive is damaged or cannot be read. Ask its sender to send it again.
exports-oversized = The archive is too large, or holds too many files.
exports-harmful = The archive is a trap (misleading sizes or paths). Tell its sender.
exports-locked = The archive is locked with a password. Ask its sender to send it without.
exports-again = Export again
exports-now = Export now
exports-show = Show the folder
exports-older = Older ones
exports-said = { $count ->
    [one] { $number } document exported.
   *[other] { $number } documents exported.
}
exports-said-known = { $count ->
    [one] Nothing new: { $number } document was exported before.
   *[other] Nothing new: { $number } documents were exported before.
}
exports-said-stopped = Export stopped. What was written stays, and is in the journal.
exports-said-nothing = No document to export.
exports-said-waiting = { $count ->
    [one] { $number } waits.
   *[other] { $number } wait.
}
exports-said-refused = { $count ->
    [one] { $number } is to be checked.
   *[other] { $number } are to be checked.
}
exports-said-closed = { $count ->
    [one] { $number } message could not be read.
   *[other] { $number } messages could not be read.
}
outbox-title = Outbox
outbox-lead = These messages have not left yet, or not for everybody. They leave by themselves as soon as they can.
outbox-empty = Everything has left.
outbox-no-subject = No subject
outbox-said = The message leaves in a moment.
outbox-said-now = The message is leaving.
outbox-said-later = The message will leave on { $date }.
outbox-taken-back = The message is taken back: it is a draft again.
outbox-later = Will leave on { $date }.
outbox-in-a-moment = Leaves in a moment.
outbox-again = Next try at { $time }.
outbox-waiting = Waits until it can leave.
outbox-waiting-some = It left for some; the others wait.
outbox-handing = Is leaving.
outbox-in-doubt = The line broke at the last moment: nobody knows whether the server took it. Ask a recipient whether it came, then choose.
outbox-refused = The server did not take it.
outbox-refused-some = It left, but not for everybody.
outbox-filing = It left. Its copy is about to be filed among the sent messages.
outbox-person-later = { $person }: not just now. { $said }
outbox-person-refused = { $person }: refused. { $said }
outbox-take-back = Take back
outbox-now = Try now
outbox-give-up = Try no more
outbox-was-sent = It was sent
outbox-send-again = Send it again
outbox-no-copy = No copy
fault-sending-too-late = The message has left, or is leaving.
fault-sending-too-late-remedy = It cannot be taken back any more. Write to the recipient if it has to be corrected.
fault-sending-posted = This message is in the outbox already.
fault-sending-posted-remedy = Take it back from the outbox if it has to be corrected.
fault-sending-crowd = There are more recipients than the operator takes.
fault-sending-crowd-remedy = Send it in several goes.
fault-sending-outside = This mailbox sends nothing outside the trusted space.
fault-sending-outside-remedy = Remove the recipients who are outside it, or write from another mailbox.
fault-sending-bare = This message holds what came encrypted, and would leave in clear.
fault-sending-bare-remedy = Encrypt it, or take out what it quotes or carries.
fault-sending-hidden = This message carries a document that is hidden from one of its recipients.
fault-sending-hidden-remedy = Remove that recipient, or the document.
fault-sending-other-patient = A patient would get the document of somebody else.
fault-sending-other-patient-remedy = Check the patient’s address, or remove the document.
fault-sending-patient-named = The subject names a patient, and would leave the MSSanté trusted space.
fault-sending-patient-named-remedy = Take the name out of the subject, or remove the recipients outside the trusted space.
## The editor of a message

writing-keys-window = Writing a message
writing-keys-text = In the text
writing-key-send = Send
writing-key-attach = Attach files
writing-key-document = Attach a health document
writing-key-template = Templates
writing-key-blank = Next blank to fill in
writing-key-signature = Change the signature
writing-key-options = More settings
writing-key-cc = Add a copy
writing-key-bcc = Add a hidden copy
writing-key-keep = Keep the draft
writing-key-close = Close the window
writing-key-help = These keys
editor-find = Find
editor-replace = Replace
editor-undo = Undo
editor-redo = Redo
editor-bold = Bold
editor-italic = Italic
editor-underline = Underline
editor-strike = Strikethrough
editor-ink = Letter colour
editor-ink-none = No colour
editor-ink-grey = Grey
editor-ink-red = Red
editor-ink-orange = Orange
editor-ink-green = Green
editor-ink-blue = Blue
editor-ink-violet = Violet
editor-marker = Highlight
editor-marker-none = No highlight
editor-marker-yellow = Yellow
editor-marker-green = Light green
editor-marker-blue = Light blue
editor-marker-pink = Pink
editor-size = Letter size
editor-size-small = Small
editor-size-normal = Normal
editor-size-large = Large
editor-size-huge = Very large
editor-plain = Clear formatting
editor-bulleted = Bulleted list
editor-numbered = Numbered list
editor-deeper = Increase indent
editor-shallower = Decrease indent
editor-quote = Quote
editor-left = Align left
editor-centre = Centre
editor-right = Align right
editor-justify = Justify
editor-link-long = Link
editor-link-hint = Address of the page or mailbox
editor-link-set = Set the link
editor-link-take = Remove the link
editor-link-wrong = This is not an address.
editor-picture = Insert a picture
editor-carried = Original message, carried along with its layout
writing-hint = Write the message
editor-find-hint = Find in the message
editor-find-next = Next
editor-find-previous = Previous
editor-find-nothing = Not found
editor-find-nth = { $number } of { $total }
editor-find-total = { $count ->
    [one] 1 result
   *[other] { $total } results
}
editor-replace-hint = Replace with
editor-replace-one = Replace
editor-replace-all = Replace all
menu-suggestion = { $name }
menu-no-suggestion = No suggestion
menu-learn = Add to dictionary
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-paste-plain = Paste without formatting
menu-link = Link…
menu-all = Select all
writing-later = Send later…
menu-leave = Send on { $name }

## Blocked and welcome senders

settings-page-senders = Senders
settings-senders-add = Address or domain
settings-senders-note = An address, or a whole domain behind its @: @adverts.example
settings-senders-wrong = This is neither an address nor a domain.
settings-senders-block = Block
settings-senders-welcome = Always accept
settings-senders-black = Black list: new messages go to the junk
settings-senders-white = White list: new messages stay in the inbox
settings-senders-no-black = Nobody is blocked.
settings-senders-no-white = Nobody is on it.
settings-senders-trusted = { $who } is of the MSSanté trusted space: blocking may make you miss a medical letter.
menu-sender = Block or accept the sender…
sender-title = Black list and white list
sender-list = List
sender-black = Black list
sender-white = White list
sender-who = Who
sender-address-note = This address alone
sender-domain-note = All addresses of this domain
sender-black-sentence = New messages will go to the junk as they arrive. Nothing is deleted, and each move can be undone.
sender-white-sentence = New messages will come back from the junk to the inbox, and will not be marked as junk without a question.
sender-is-black = On the black list already.
sender-is-white = On the white list already.
sender-trusted = This sender is of the MSSanté trusted space. Blocking may make you miss a medical letter.
sender-patient = This is the address of a patient. Blocking it may make you miss what they write to you.
sender-no-junk = The mailbox “{ $label }” has no junk folder: messages will stay in its inbox.
sender-block = Block
sender-block-anyway = Block anyway
sender-welcome = Always accept
sender-unlist = Take off the list
sender-several = These messages are not of one sender
sender-said-black = { $who } is on the black list
sender-said-white = { $who } is on the white list
sender-said-unlisted = { $who } is on no list any more
sender-offer-black = Block the sender…
sender-offer-white = Always accept…
sorted-blocked = { $count ->
    [one] Moved to the junk: a message of a blocked sender
   *[other] Moved to the junk: { $number } messages of blocked senders
}
sorted-welcome = { $count ->
    [one] Taken out of the junk: a message of an accepted sender
   *[other] Taken out of the junk: { $number } messages of accepted senders
}
sorted-undone = Put back, once and for all
done-sort = { $count ->
    [one] A message filed by its sender
   *[other] { $number } messages filed by their senders
}
done-sort-in = { $count ->
    [one] A message filed by its sender in { $folder }
   *[other] { $number } messages filed by their senders in { $folder }
}
confirm-welcome-title = { $name } is on the white list
confirm-welcome-sentence = { $count ->
    [one] Mark this message as junk all the same?
   *[other] Mark these { $number } messages as junk all the same?
}
confirm-welcome-button = Mark all the same
fault-no-junk-folder = The message of a blocked sender stays in the inbox: this mailbox has no junk folder.
fault-no-junk-folder-remedy = Mark a message as junk: the folder is made then, and will serve for the next ones.

## The MSSanté trusted space

settings-trusted = Domains of the MSSanté trusted space
settings-trusted-known = { $count ->
    [one] White list of { $date }: one domain.
   *[other] White list of { $date }: { $number } domains.
}
settings-trusted-none = No list on this workstation: an address is known by the name of its domain.
settings-trusted-old = This list is more than 30 days old: recent domains may be missing.
settings-trusted-fetch = Download the list
settings-trusted-busy = Under way…
settings-trusted-file = Read a file…
settings-trusted-files = White list (XML)
settings-trusted-forget = Remove the list
settings-trusted-daily = Download it once a day
settings-trusted-address = Address to download from
settings-trusted-https = The address begins with https://
people-unlisted = is not on the white list
check-unlisted = Not on the MSSanté white list: { $people }. The domain may be recent, misspelt or false: check the address.
fault-no-white-list = This is no complete MSSanté white list.
fault-no-white-list-remedy = The list of before stays in place. Download the file again, the whole of it.
cli-white-list = The white list of the domains of the MSSanté trusted space
cli-white-list-show = Says which list is here, and how old it is
cli-white-list-import = Reads a list from a file
cli-white-list-import--file = The file listeblanchemssante.xml
cli-white-list-fetch = Downloads the list
cli-white-list-fetch--address = Another address than that of the trusted space (https)
cli-white-list-forget = Removes the list: domains are known by their names
cli-white-list-none = No list: domains are known by their names.
cli-white-list-line = { $count ->
    [one] List of { $date }: one domain.
   *[other] List of { $date }: { $number } domains.
}
cli-white-list-old = It is more than 30 days old.
cli-sender = Senders who are blocked (black list) and accepted (white list)
cli-sender-list = Lists both
cli-sender-block = Puts a sender on the black list
cli-sender-block--who = An address, or a domain behind its @
cli-sender-block--yes = Even one of the MSSanté trusted space
cli-sender-welcome = Puts a sender on the white list
cli-sender-welcome--who = An address, or a domain behind its @
cli-sender-remove = Takes a sender off the lists
cli-sender-remove--who = An address, or a domain behind its @
cli-sender-trusted = This sender is of the MSSanté trusted space: confirm by --yes.
cli-sender-black = black list: { $who }
cli-sender-white = white list: { $who }
