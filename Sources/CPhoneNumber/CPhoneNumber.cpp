#include "CPhoneNumber.h"

#include <cstring>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

extern "C" size_t cphonenumber_e164(const char *text, size_t count, const char *region, char *out) {
    // Nothing that the library throws may cross into Swift.
    try {
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util->Parse(std::string(text, count), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
        // WHY not valid: the library's data is of 2022, so that an unknown range may be a newer one.
        if (!util->IsPossibleNumber(number)) return 0;
        std::string written;
        util->Format(number, PhoneNumberUtil::E164, &written);
        if (number.has_extension() && !number.extension().empty()) written += ";ext=" + number.extension();
        if (written.size() > cphonenumber_e164_max) return 0;
        std::memcpy(out, written.data(), written.size());
        return written.size();
    } catch (...) {
        return 0;
    }
}
