package io.posthouse.routing;

import io.posthouse.model.Status;
import io.posthouse.model.StatusCommand;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a command about statuses makes sense, before the store is asked. */
final class StatusCheck {
    private static final Pattern ID_CLIENT = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern PAGE = Pattern.compile("[0-9]{0,20}");

    void check(StatusCommand command) {
        Shapes.require(Status.isType(command.type()), "type");
        if (command instanceof StatusCommand.PublishStatus publish) {
            Shapes.require(publish.value() >= 0 && Status.isOfApp(publish.type(), publish.value()), "value");
            Shapes.require(ID_CLIENT.matcher(publish.idClient()).matches(), "idClient");
            requireLife(publish.lifeMillis());
        } else if (command instanceof StatusCommand.SubscribeStatus subscribe) {
            requireAccounts(subscribe.accounts(), 1);
            requireLife(subscribe.lifeMillis());
        } else if (command instanceof StatusCommand.UnsubscribeStatus unsubscribe) {
            requireAccounts(unsubscribe.accounts(), 0);
        } else if (command instanceof StatusCommand.GetSubscriptions get) {
            requireAccounts(get.accounts(), 0);
        } else if (command instanceof StatusCommand.GetStatuses get) {
            Shapes.require(PAGE.matcher(get.page()).matches(), "page");
        }
    }

    private static void requireAccounts(List<String> accounts, int least) {
        Shapes.requireSize(accounts, least, StatusCommand.ACCOUNTS_MAX, "accounts");
        Shapes.requireDistinct(accounts, "accounts");
        accounts.forEach(Shapes::requireAccount);
    }

    private static void requireLife(long millis) {
        Shapes.require(millis >= StatusCommand.LIFE_MILLIS_MIN && millis <= StatusCommand.LIFE_MILLIS_MAX, "life");
    }
}
