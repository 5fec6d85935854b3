package io.posthouse.routing;

import io.posthouse.model.AccountId;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command's fields have to look like; each check throws INVALID with the field's name. */
final class Shapes {
    private Shapes() {}

    static void require(boolean holds, String field) {
        if (!holds) {
            throw new FaultException(Fault.INVALID, field);
        }
    }

    /** In stored form. */
    static void requireAccount(String account) {
        require(AccountId.parse(account).filter(account::equals).isPresent(), "account");
    }

    static void requireSize(List<?> list, int sizeMin, int sizeMax, String field) {
        require(list.size() >= sizeMin && list.size() <= sizeMax, field);
    }

    static void requireDistinct(List<?> list, String field) {
        require(new HashSet<>(list).size() == list.size(), field);
    }

    static void requireChars(@Nullable String text, int charsMax, String field) {
        require(text == null || text.codePointCount(0, text.length()) <= charsMax, field);
    }
}
