package io.posthouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthouse.client.ChatMessage;
import io.posthouse.model.MessageType;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a team's log tells from its first entry to its last (T2): who was in the team at each of them, and as what. Fails at
 * an entry that cannot follow from those before it.
 */
final class TeamTale {
    private final Map<String, String> roles = new TreeMap<>();
    private final Set<String> muted = new TreeSet<>();
    private final List<ChatMessage> log;
    private final List<Set<String>> audiences = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    TeamTale(List<ChatMessage> log) {
        this.log = log;
        for (int i = 0; i < log.size(); i++) {
            ChatMessage entry = log.get(i);
            assertThat(entry.seq()).as("S3 no entry is missing").isEqualTo(i + 1);
            Set<String> audience = new TreeSet<>(roles.keySet());
            if (entry.type() == MessageType.NOTIFICATION) {
                tell(new JsonObject(Objects.requireNonNull(entry.attach())), entry);
                audience.addAll(roles.keySet());
            } else {
                assertThat(roles)
                        .as("T3 only members send, at seq %s", entry.seq())
                        .containsKey(entry.from());
                assertThat(muted)
                        .as("T3 a muted member does not, at seq %s", entry.seq())
                        .doesNotContain(entry.from());
            }
            audiences.add(audience);
        }
    }

    /** Account to role and mute. */
    Map<String, String> members() {
        Map<String, String> members = new TreeMap<>(roles);
        members.replaceAll((account, role) -> role + (muted.contains(account) ? " muted" : ""));
        return members;
    }

    /** The seqs of what an account has to be shown (T3): from joining to leaving, both included, less its own messages. */
    List<Long> seqsFor(String account) {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            boolean isOwn = log.get(i).type() != MessageType.NOTIFICATION
                    && log.get(i).from().equals(account);
            if (audiences.get(i).contains(account) && !isOwn) {
                seqs.add(log.get(i).seq());
            }
        }
        return seqs;
    }

    /** How many notifications of this type there are. */
    long count(String type) {
        return types.stream().filter(type::equals).count();
    }

    private void tell(JsonObject attach, ChatMessage entry) {
        String type = attach.getString("type");
        JsonObject data = attach.getJsonObject("data");
        types.add(type);
        List<String> accounts = data.containsKey("accounts")
                ? data.getJsonArray("accounts").stream().map(String::valueOf).toList()
                : List.of();
        accounts.forEach(account -> tellOf(account, type, data.getBoolean("mute", false), entry));
        if (type.equals("transferTeam")) {
            transfer(entry.from(), data.getString("account"), data.getBoolean("leave"));
        }
        assertThat(data.getJsonObject("team").getInteger("memberNum"))
                .as("members after seq %s, %s", entry.seq(), type)
                .isEqualTo(roles.size());
    }

    private void tellOf(String account, String type, boolean mute, ChatMessage entry) {
        String what = type + " of " + account + " at seq " + entry.seq();
        switch (type) {
            case "addTeamMembers" -> {
                assertThat(roles).as(what).doesNotContainKey(account);
                roles.put(account, roles.isEmpty() ? "owner" : "normal");
            }
            case "removeTeamMembers", "leaveTeam" -> {
                assertThat(roles.remove(account)).as(what).isIn("manager", "normal");
                muted.remove(account);
            }
            case "addTeamManagers" ->
                assertThat(roles.replace(account, "manager")).as(what).isEqualTo("normal");
            case "removeTeamManagers" ->
                assertThat(roles.replace(account, "normal")).as(what).isEqualTo("manager");
            case "updateTeamMembersMute" ->
                assertThat(mute ? muted.add(account) : muted.remove(account))
                        .as(what)
                        .isTrue();
            default -> throw new AssertionError("an unknown notification: " + what);
        }
    }

    private void transfer(String from, String to, boolean leave) {
        assertThat(roles.replace(to, "owner")).as("the new owner was a member").isIn("manager", "normal");
        muted.remove(to);
        assertThat(leave ? roles.remove(from) : roles.replace(from, "normal"))
                .as("who gives the team away owns it")
                .isEqualTo("owner");
    }
}
