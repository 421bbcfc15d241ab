/* A PKCS#11 module that misbehaves: loaded by tests/token/bad.rs.
 *
 * SCEAU_BAD_MODULE=<function> <fault>, the function without its C_:
 *   hang     it never comes back
 *   abort    the process ends
 *   nothing  it answers CKR_FUNCTION_NOT_SUPPORTED
 *   lie      it claims an answer longer than any memory
 * GetTokenInfo keypad: no fault, but a reader that takes the code by itself, and
 * no code from any program.
 * SCEAU_BAD_ONCE=file: the fault shows while there is no such file, and makes it
 *
 * Otherwise it is a token with one certificate and one RSA key that takes every
 * code and signs with 256 zeros. The table is in the order of the standard. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long number;

enum { OK = 0, NOT_SUPPORTED = 0x54, ATTRIBUTE_TYPE_INVALID = 0x12, HUGE_SHIFT = 60 };
enum { CERTIFICATE = 1, PRIVATE_KEY = 3, CERTIFICATE_HANDLE = 1, KEY_HANDLE = 2 };

struct attribute {
    number type;
    void *value;
    number length;
};

struct token_info {
    unsigned char label[32], manufacturer[32], model[16], serial[16];
    number flags, counts[10];
    unsigned char versions[4], time[16];
};

static const unsigned char certificate[] = {0x30, 3, 2, 1, 1};
static number wanted;
static int logged_in;

static int strikes(const char *function, const char *fault) {
    const char *order = getenv("SCEAU_BAD_MODULE"), *once = getenv("SCEAU_BAD_ONCE");
    size_t length = strlen(function);
    if (!order || strncmp(order, function, length) != 0 || order[length] != ' ' || strcmp(order + length + 1, fault) != 0)
        return 0;
    if (once) {
        int file = open(once, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (file < 0)
            return 0;
        close(file);
    }
    return 1;
}

#define MISBEHAVE(name)            \
    while (strikes(name, "hang"))  \
        pause();                   \
    if (strikes(name, "abort"))    \
        abort();                   \
    if (strikes(name, "nothing"))  \
        return NOT_SUPPORTED;

static number initialize(void *arguments) {
    MISBEHAVE("Initialize")
    /* The last of the arguments is reserved: one vendor reads it as a string. */
    void **reserved = (void **)((char *)arguments + 5 * sizeof(void *));
    return *reserved ? 7 : OK;
}

static number get_slot_list(unsigned char present, number *list, number *count) {
    (void)present;
    MISBEHAVE("GetSlotList")
    if (list)
        list[0] = 1;
    *count = strikes("GetSlotList", "lie") ? 1ul << HUGE_SHIFT : 1;
    return OK;
}

static number get_token_info(number slot, struct token_info *info) {
    (void)slot;
    MISBEHAVE("GetTokenInfo")
    memset(info, ' ', 96);
    memcpy(info->label, "BAD", 3);
    memcpy(info->serial, "666", 3);
    memset(&info->flags, 0, sizeof *info - 96);
    memset(info->time, '0', 16);
    info->flags = 0x40c; /* login required, PIN set, initialised */
    if (strikes("GetTokenInfo", "keypad"))
        info->flags |= 0x100; /* protected authentication path */
    return OK;
}

static number open_session(number slot, number flags, void *a, void *b, number *session) {
    (void)slot, (void)flags, (void)a, (void)b;
    MISBEHAVE("OpenSession")
    *session = 1;
    return OK;
}

static number get_session_info(number session, number info[4]) {
    (void)session;
    info[0] = 1;
    info[1] = logged_in ? 1 : 0;
    info[2] = 4;
    info[3] = 0;
    return OK;
}

static number login(number session, number who, const void *code, number length) {
    (void)session, (void)who;
    MISBEHAVE("Login")
    if (strikes("GetTokenInfo", "keypad") && (code || length))
        return 7; /* CKR_ARGUMENTS_BAD */
    logged_in = 1;
    return OK;
}

static number fine(void) {
    return OK;
}

static number not_supported(void) {
    return NOT_SUPPORTED;
}

static number find_init(number session, struct attribute *sought, number count) {
    (void)session;
    MISBEHAVE("FindObjectsInit")
    wanted = 0;
    for (number i = 0; i < count; i++)
        if (sought[i].type == 0)
            wanted = *(number *)sought[i].value;
    return OK;
}

static number find(number session, number *objects, number most, number *count) {
    (void)session, (void)most;
    MISBEHAVE("FindObjects")
    *count = wanted == CERTIFICATE || (wanted == PRIVATE_KEY && logged_in) ? 1 : 0;
    objects[0] = wanted == CERTIFICATE ? CERTIFICATE_HANDLE : KEY_HANDLE;
    wanted = 0;
    if (strikes("FindObjects", "lie"))
        *count = 1ul << HUGE_SHIFT;
    return OK;
}

static number give(struct attribute *to, const void *value, number length) {
    if (to->value)
        memcpy(to->value, value, length);
    to->length = length;
    return OK;
}

static number get_attributes(number session, number object, struct attribute *asked, number count) {
    (void)session;
    MISBEHAVE("GetAttributeValue")
    number answer = OK, rsa = 0;
    unsigned char yes = 1, no = 0;
    for (number i = 0; i < count; i++) {
        if (strikes("GetAttributeValue", "lie")) {
            asked[i].length = 1ul << HUGE_SHIFT;
        } else if (asked[i].type == 0x3 || asked[i].type == 0x102) {
            give(&asked[i], "\1", 1);
        } else if (asked[i].type == 0x11 && object == CERTIFICATE_HANDLE) {
            give(&asked[i], certificate, sizeof certificate);
        } else if (asked[i].type == 0x100) {
            give(&asked[i], &rsa, sizeof rsa);
        } else if (asked[i].type == 0x202) {
            give(&asked[i], &no, 1);
        } else if (asked[i].type == 0x105 || asked[i].type == 0x108) {
            give(&asked[i], &yes, 1);
        } else {
            asked[i].length = -1;
            answer = ATTRIBUTE_TYPE_INVALID;
        }
    }
    return answer;
}

static number sign(number session, const void *data, number length, unsigned char *out, number *room) {
    (void)session, (void)data, (void)length;
    MISBEHAVE("Sign")
    if (*room >= 256)
        memset(out, 0, 256);
    *room = strikes("Sign", "lie") ? 1ul << HUGE_SHIFT : 256;
    return OK;
}

static struct {
    unsigned char version[2];
    void *functions[68];
} table = {.version = {2, 20}};

number C_GetFunctionList(void **list) {
    MISBEHAVE("GetFunctionList")
    for (int i = 0; i < 68; i++)
        table.functions[i] = not_supported;
    table.functions[0] = initialize;
    table.functions[1] = fine;
    table.functions[4] = get_slot_list;
    table.functions[6] = get_token_info;
    table.functions[12] = open_session;
    table.functions[13] = fine;
    table.functions[15] = get_session_info;
    table.functions[18] = login;
    table.functions[19] = fine;
    table.functions[24] = get_attributes;
    table.functions[26] = find_init;
    table.functions[27] = find;
    table.functions[28] = fine;
    table.functions[42] = fine;
    table.functions[43] = sign;
    *list = &table;
    return OK;
}
