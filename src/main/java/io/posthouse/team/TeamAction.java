package io.posthouse.team;

import static io.posthouse.model.TeamField.INVITE_MODE;
import static io.posthouse.model.TeamField.JOIN_MODE;
import static io.posthouse.model.TeamField.MUTE_TYPE;
import static io.posthouse.model.TeamField.UPDATE_EXT_MODE;
import static io.posthouse.model.TeamField.UPDATE_TEAM_MODE;

import io.posthouse.model.Grant;
import io.posthouse.model.TeamField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permission table (T1, T3, R1): one row an action, with the roles that may do it. Roles are letters: o owner, m manager,
 * n normal member, - nobody of the team, s the server. The server may do everything but what an
 * account decides for itself: to come in and to leave.
 */
public enum TeamAction {
    SEND("send a message", MUTE_TYPE, "none=omns normal=oms all=s", ""),
    RECALL_OTHERS("recall a member's message", null, "=oms", ""),
    ADD("add or invite somebody", INVITE_MODE, "manager=oms all=omns", ""),
    APPLY("come in, or apply", JOIN_MODE, "noVerify=- needVerify=- rejectAll=", ""),
    ANSWER_APPLICATION("pass or reject an application", null, "=oms", ""),
    ANSWER_INVITATION("accept or reject an invitation", null, "=-", ""),
    REMOVE("remove a member", null, "=oms", "o=mn m=n"),
    LEAVE("leave", null, "=mn", ""),
    DISMISS("dismiss the team", null, "=os", ""),
    TRANSFER("make somebody else the owner", null, "=os", "o=mn"),
    APPOINT("make a member a manager", null, "=os", "o=n"),
    DEPOSE("make a manager a normal member", null, "=os", "o=m"),
    MUTE("mute or unmute a member", null, "=oms", "o=mn m=n"),
    UPDATE_TEXTS("change name, avatar, intro, announcement", UPDATE_TEAM_MODE, "manager=oms all=omns", ""),
    UPDATE_EXT("change ext", UPDATE_EXT_MODE, "manager=oms all=omns", ""),
    UPDATE_MODES("change the modes, mute everybody", null, "=oms", ""),
    UPDATE_SERVER_EXT("change serverExt", null, "=s", ""),
    UPDATE_SELF("change one's own nick, ext, quiet", null, "=omns", ""),
    UPDATE_NICK("change somebody else's nick", null, "=oms", "o=mn m=n"),
    READ_MEMBERS("see the members", null, "=omns", ""),
    SEND_RECEIPT("say that one has read", null, "=omns", ""),
    READ_RECEIPTS("see who has read", null, "=omns", "");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody gets at the maps but through the grant.
    private final Grant grant;

    TeamAction(String title, @Nullable TeamField mode, String roles, String targets) {
        this.title = title;
        Map<String, String> rolesByWord = new LinkedHashMap<>();
        for (String cell : roles.split(" ", -1)) {
            int equals = cell.indexOf('=');
            rolesByWord.put(cell.substring(0, equals), cell.substring(equals + 1));
        }
        Map<Character, String> targetsByRole = new LinkedHashMap<>();
        for (String cell : targets.isEmpty() ? new String[0] : (targets + " s=mn").split(" ", -1)) {
            targetsByRole.put(cell.charAt(0), cell.substring(2));
        }
        this.grant = new Grant(mode, rolesByWord, targetsByRole);
    }

    /** What is done, in words for a person. */
    public String title() {
        return title;
    }

    public Grant grant() {
        return grant;
    }
}
