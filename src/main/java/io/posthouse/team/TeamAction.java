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
 * n normal member, - nobody of the team, s the server. The server may do everything; what a row says of it is said for all.
 */
public enum TeamAction {
    SEND("send a message", MUTE_TYPE, "none=omn normal=om all=", ""),
    RECALL_OTHERS("recall a member's message", null, "=om", ""),
    ADD("add or invite somebody", INVITE_MODE, "manager=om all=omn", ""),
    APPLY("come in, or apply", JOIN_MODE, "noVerify=- needVerify=- rejectAll=", ""),
    ANSWER_APPLICATION("pass or reject an application", null, "=om", ""),
    ANSWER_INVITATION("accept or reject an invitation", null, "=-", ""),
    REMOVE("remove a member", null, "=om", "o=mn m=n"),
    LEAVE("leave", null, "=mn", ""),
    DISMISS("dismiss the team", null, "=o", ""),
    TRANSFER("make somebody else the owner", null, "=o", "o=mn"),
    APPOINT("make a member a manager", null, "=o", "o=n"),
    DEPOSE("make a manager a normal member", null, "=o", "o=m"),
    MUTE("mute or unmute a member", null, "=om", "o=mn m=n"),
    UPDATE_TEXTS("change name, avatar, intro, announcement", UPDATE_TEAM_MODE, "manager=om all=omn", ""),
    UPDATE_EXT("change ext", UPDATE_EXT_MODE, "manager=om all=omn", ""),
    UPDATE_MODES("change the modes, mute everybody", null, "=om", ""),
    UPDATE_SERVER_EXT("change serverExt", null, "=", ""),
    UPDATE_SELF("change one's own nick, ext, quiet", null, "=omn", ""),
    UPDATE_NICK("change somebody else's nick", null, "=om", "o=mn m=n"),
    READ_MEMBERS("see the members", null, "=omn", ""),
    SEND_RECEIPT("say that one has read", null, "=omn", ""),
    READ_RECEIPTS("see who has read", null, "=omn", "");

    private final String title;
    private final Grant grant;

    TeamAction(String title, @Nullable TeamField mode, String roles, String targets) {
        this.title = title;
        Map<String, String> rolesByWord = new LinkedHashMap<>();
        for (String cell : roles.split(" ")) {
            int equals = cell.indexOf('=');
            rolesByWord.put(cell.substring(0, equals), cell.substring(equals + 1) + "s");
        }
        Map<Character, String> targetsByRole = new LinkedHashMap<>();
        for (String cell : targets.isEmpty() ? new String[0] : (targets + " s=mn").split(" ")) {
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
