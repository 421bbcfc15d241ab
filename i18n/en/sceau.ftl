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

size-bytes = { $value } B
size-kilo = { $value } kB
size-mega = { $value } MB
size-giga = { $value } GB
size-tera = { $value } TB

## Roles of folders

role-inbox = Inbox
role-drafts = Drafts
role-sent = Sent
role-archive = Archive
role-junk = Junk
role-trash = Trash

## Mailboxes and folders

folders-secure-space = Mailbox of the MSSanté trusted space
folders-line-working = Checking for mail
folders-line-offline = Offline: mail that is already here can be read
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
reader-save-as = Save as…
reader-save-all = Save all
reader-copy-all = Copy the whole text
reader-fixed = Letters of one width, for tables
reader-proportional = Ordinary letters
reader-headers-show = See the headers
reader-headers-hide = Back to the message
reader-blank = This message holds no text.
reader-blank-attachments = This message holds no text, only attachments.
reader-encrypted-title = Encrypted message
reader-encrypted-sentence = Its text cannot be decrypted on this workstation yet.

### Screens, modals, notices, status bar, shortcuts

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
fault-cache-damaged-remedy = Your messages are still on the server. When it starts, Sceau can set this cache aside and make a new one; it will ask for the address and the password again.
fault-cache-newer = This cache was written by a newer version of Sceau.
fault-cache-newer-remedy = Install the latest version of Sceau. Nothing was changed.
fault-disk-full = The disk of this workstation is full.
fault-disk-full-remedy = Free some space, then try again. What is here already is not lost.
fault-cache-unwritable = Sceau cannot write to its folder.
fault-cache-unwritable-remedy = Check the rights of that folder and that the disk is not read-only, then try again.
fault-last-slot = This is the last way to open the cache: it cannot be removed.
fault-last-slot-remedy = Add another protection first.
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
fault-mailbox-in-use = Another program has the mailbox open.
fault-mailbox-in-use-remedy = With POP3, only one program fetches mail at a time. Close the other one; Sceau tries again by itself.
fault-mailbox-nameless = This server cannot tell the messages that were fetched from new ones.
fault-mailbox-nameless-remedy = Ask the operator for IMAP access, or to allow the commands UIDL or TOP.
fault-no-servers-found = No server was found for this address.
fault-no-servers-found-remedy = Check the address, or type the servers that the operator gave you.
fault-bad-address = This address is not valid.
fault-bad-address-remedy = Correct it: an address is written name@domain.
fault-account-exists = This mailbox is already in Sceau.
fault-account-exists-remedy = You will find it in the folder pane.
fault-not-here = What was asked for is no longer here.
fault-not-here-remedy = The message or the folder was moved or deleted, perhaps from another workstation.
fault-body-pending = The content of this message has not arrived yet.
fault-body-pending-remedy = It will come with the next connection to the server.
fault-file-exists = A file of that name is there already.
fault-file-exists-remedy = Choose another name, or replace it.
fault-file-unwritable = The file could not be written.
fault-file-unwritable-remedy = Choose another folder, or check that this one exists and takes files.
fault-bug = Sceau ran into an internal error.
fault-bug-remedy = Your messages are untouched. Copy the details for your support line.

## Status bar

status-protected-session = Cache protected by the session
status-protected-passphrase = Cache protected by a passphrase
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
settings-density = Message list
settings-accounts = Mailboxes
settings-account-add = Add a mailbox
settings-account-remove = Remove from this workstation
settings-density-comfortable = Comfortable
settings-density-comfortable-note = Two lines and an extract.
settings-density-compact = Compact
settings-density-compact-note = One line, as a table.

## At the start

start-no-home = No place was found for the profile: name a folder with --profile.
start-no-threads = The system refuses to start Sceau’s engine. Close other programs and try again.
start-no-display = No screen could be opened: Sceau needs a graphical session. Without one, use the commands (sceau --help).

## In a terminal

cli = Sceau, the mail of medical practices. Without a command, the window opens.
cli--profile = Another profile folder
cli--passphrase-file = A file that holds the passphrase of the cache
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
cli-account-add--password-stdin = Reads the password from standard input
cli-account-add--unchecked = Adds the account without trying its servers
cli-account-list = Lists the accounts
cli-account-remove = Takes an account and its mail off this workstation; the server keeps everything
cli-account-remove--id = The number of the account
cli-sync = Brings all accounts up to date, then stops
cli-folders = Lists the folders: number, path, unread, total
cli-list = Lists the messages of a folder
cli-list--folder = The path, the name or the number of the folder
cli-list--limit = At most so many messages
cli-list--unread = Unread messages only
cli-show = Shows a message
cli-show--id = The number of the message
cli-show--source = The message as it came
cli-search = Searches all mail on this workstation
cli-search--words = The words to look for
cli-search--limit = At most so many messages
cli-doctor = Checks the cache and the servers
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
window-title-in = { $folder } – { $account } – Sceau
tool-sync = Get mail
tool-settings = Settings
tool-shortcuts = Shortcuts
search-placeholder = Search all mail

## New mail, on the desktop
news-arrived = { $number ->
    [one] New message in { $mailbox }
   *[other] { $number } new messages in { $mailbox }
}
news-letter = { $who }: { $subject }
news-nobody = Unknown sender
news-no-subject = No subject
news-open = Open
