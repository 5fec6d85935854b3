package io.posthouse.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthouse.config.Config;
import io.posthouse.config.StoreConfig;
import io.posthouse.model.Answer;
import io.posthouse.model.ArchiveCommand;
import io.posthouse.model.ChannelCommand;
import io.posthouse.model.Command;
import io.posthouse.model.FileCommand;
import io.posthouse.model.FriendCommand;
import io.posthouse.model.Message;
import io.posthouse.model.Outcome;
import io.posthouse.model.Request;
import io.posthouse.model.SessionCommand;
import io.posthouse.model.StatusCommand;
import io.posthouse.model.TeamCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store can do, on Redis. Used on the event loop that made it; nothing is kept in memory that another node
 * could not read, so any number of them may work on one Redis.
 */
public final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Lines lines;
    private final Keys keys;
    private final Config config;
    private final Aftermath aftermath;
    private final Witnesses witnesses;
    private final Numbers numbers;
    private final Epoch epoch;
    private final FileHolds holds;
    private final Handlers handlers = new Handlers();
    private final GrantedHandlers granted = new GrantedHandlers();

    private Store(Lines lines, Config config, Consumer<Message> stored) {
        this.lines = lines;
        this.config = config;
        this.keys = new Keys(config.store().keyPrefix());
        this.witnesses = new Witnesses(lines, keys, config.store());
        this.aftermath = new Aftermath(lines, keys, config.store(), stored.andThen(witnesses::stored));
        this.numbers = new Numbers(lines, keys);
        this.epoch = new Epoch(lines, keys, config.store(), numbers::drop);
        this.holds = new FileHolds(lines, keys);
        serveConversations();
        serveTeamLogs();
        serveAccounts();
        serveFiles();
        serveReceipts();
        serveChannels();
        serveTeams();
        handlers.on(Command.Granted.class, granted::run);
    }

    /**
     * @param k the store verticle's number, for the metrics
     * @param stored hears each message that is stored, once, those of one conversation in their order; never a refused one
     */
    public static Store on(
            Vertx vertx, Config config, RedisTarget target, MeterRegistry registry, int k, Consumer<Message> stored) {
        RedisDialer dialer = new RedisDialer(vertx, config.store(), target);
        Lines lines = lines(vertx, config.store(), target, dialer, new StoreMeters(registry, k));
        Store store = new Store(lines, config, stored);
        dialer.onDialed(store::verify);
        return store;
    }

    /** The way to a target's servers, not opened yet. */
    static Lines lines(Vertx vertx, StoreConfig config, RedisTarget target, RedisDialer dialer, StoreMeters meters) {
        return target.mode() == StoreConfig.Mode.CLUSTER
                ? new ClusterLines(vertx, config, target, dialer, meters)
                : new OneServer(
                        new RedisLine(config, meters, dialer, target.endpoints().get(0), vertx));
    }

    /** Connects and looks whether the store is fit; fails with a {@link io.posthouse.config.StartupException}. */
    public Future<Void> open() {
        return lines.open()
                .compose(v -> epoch.checkSchema())
                .compose(v -> epoch.read())
                .mapEmpty();
    }

    public void close() {
        lines.close();
    }

    /** A server was reached anew: it may have lost what was written last. */
    private void verify() {
        String life = epoch.known();
        witnesses.pin();
        witnesses
                .areThere()
                .compose(there -> there ? Future.succeededFuture() : epoch.end(life))
                // Dropped: it is asked again when the next connection is made.
                .onFailure(cause -> LOG.debug("What was stored last could not be looked for", cause));
    }

    /** Does a command; fails with a {@link io.posthouse.model.FaultException} alone, unless there is a bug. */
    public Future<Outcome> run(Request request) {
        return handlers.run(request);
    }

    Handlers handlers() {
        return handlers;
    }

    GrantedHandlers granted() {
        return granted;
    }

    Lines lines() {
        return lines;
    }

    private void serveConversations() {
        Changes changes = new Changes(lines, keys, config.limits().changesMax());
        Sends sends = new Sends(lines, keys, numbers, aftermath);
        Threads threads = new Threads(lines, keys, config.store());
        Lookups lookups = new Lookups(lines, keys, config.store());
        Recalls recalls = new Recalls(lines, keys, config.recall(), aftermath);
        Views views = new Views(lines, keys, config.store());
        ReadMarks marks = new ReadMarks(lines, keys, views, aftermath);
        Histories histories = new Histories(lines, keys, config.store());
        Deletions deletions = new Deletions(lines, keys, changes, aftermath);
        Folds folds = new Folds(lines, keys);
        SessionLists lists = new SessionLists(lines, keys, views, folds);
        Searches searches = new Searches(lines, keys, config, lists);
        Syncs syncs = new Syncs(lines, keys, config, changes, folds);
        Acknowledgements acknowledgements = new Acknowledgements(lines, keys);
        HighWaters waters = new HighWaters(lines, keys);
        handlers.on(
                        Command.Send.class,
                        (caller, c) -> threads.noted(
                                c.draft(), holds.held(caller, c.draft(), () -> sends.send(caller, c.draft()))))
                .on(Command.Recall.class, recalls::recall)
                .on(Command.MarkRead.class, marks::read)
                .on(Command.SendReceipt.class, marks::receipt)
                .on(
                        Command.GetHistory.class,
                        (caller, c) -> histories.read(caller, c).map(Outcome::of))
                .on(ArchiveCommand.Search.class, searches::search)
                .on(ArchiveCommand.GetMessages.class, lookups::read)
                .on(ArchiveCommand.GetThread.class, threads::read)
                .on(Command.DeleteMessages.class, (caller, c) -> deletions.delete(caller, c.messages()))
                .on(Command.ClearHistory.class, (caller, c) -> deletions.clear(caller, c.conversation()))
                .on(Command.GetSessions.class, lists::read)
                .on(Command.Sync.class, (caller, c) -> syncs.sync(caller, c).map(Outcome::of))
                .on(Command.SyncMore.class, (caller, c) -> syncs.more(caller, c).map(Outcome::of))
                .on(Command.ReadMissed.class, views::missed)
                .on(Command.Acknowledge.class, acknowledgements::note)
                .on(Command.AcknowledgeAll.class, (caller, c) -> acknowledgements.noteAll(c))
                .on(Command.GetHighWater.class, (caller, c) -> waters.read(c.accounts(), c.changedAfter()))
                .on(Command.ReadChanges.class, (caller, c) -> changes.after(caller.account(), c.after())
                        .map(Outcome::of));
    }

    private void serveTeamLogs() {
        TeamSends sends = new TeamSends(lines, keys, aftermath);
        TeamRecalls recalls = new TeamRecalls(lines, keys, config.recall(), aftermath);
        Watchers watchers = new Watchers(lines, keys, aftermath);
        Folds folds = new Folds(lines, keys);
        SysMsgs sysMsgs = new SysMsgs(lines, keys, aftermath, config.limits().changesMax());
        Threads threads = new Threads(lines, keys, config.store());
        granted.on(
                        Command.Send.class,
                        (caller, c, grants) -> threads.noted(
                                c.draft(), holds.held(caller, c.draft(), () -> sends.send(caller, c, grants))))
                .on(Command.Recall.class, recalls::recall)
                .on(Command.SendSysMsg.class, sysMsgs::sendToTeam);
        handlers.on(Command.SendSysMsg.class, sysMsgs::send);
        handlers.on(Command.FindTeamsOf.class, (caller, c) -> folds.teamsOf(c.account()))
                .on(Command.WatchTeams.class, (caller, c) -> watchers.watch(c))
                .on(Command.GetTeamMarks.class, (caller, c) -> watchers.marks(c));
    }

    private void serveFiles() {
        Uploads uploads = new Uploads(lines, keys, config.files());
        FileRecords records = new FileRecords(lines, keys, config.files());
        FileLinks links = new FileLinks(new Tickets(lines, keys), config.files().linkLife());
        FileChecks checks = new FileChecks(lines, keys, config.files());
        handlers.on(Command.OpenUpload.class, uploads::open)
                .on(Command.LinkFile.class, (caller, c) -> records.find(c.file())
                        .compose(found -> links.link(c.file())))
                .on(FileCommand.FetchFile.class, (caller, c) -> links.check(c).compose(good -> records.find(c.file())))
                .on(FileCommand.TakeChunk.class, (caller, c) -> uploads.take(c))
                .on(FileCommand.EndChunk.class, (caller, c) -> uploads.end(c))
                .on(FileCommand.SeeUpload.class, (caller, c) -> uploads.see(c))
                .on(FileCommand.AbortUpload.class, (caller, c) -> uploads.abort(c))
                .on(FileCommand.PlaceFile.class, (caller, c) -> records.place(c))
                .on(FileCommand.SettleFile.class, (caller, c) -> records.settle(c))
                .on(FileCommand.FindFile.class, (caller, c) -> records.find(c.file()))
                .on(FileCommand.FindDueFiles.class, (caller, c) -> checks.due(c.limit()))
                .on(FileCommand.CheckFile.class, (caller, c) -> checks.check(c.file()))
                .on(FileCommand.ForgetFile.class, (caller, c) -> checks.forget(c.file()));
    }

    private void serveAccounts() {
        Changes changes = new Changes(lines, keys, config.limits().changesMax());
        Relations relations = new Relations(lines, keys, config.limits(), aftermath);
        Cards cards = new Cards(lines, keys, changes);
        Presence presence = new Presence(lines, keys, config, epoch);
        TeamFarewells farewells = new TeamFarewells(new TeamCalls(lines, keys, aftermath), teamHints(), keys);
        Friends friends = new Friends(lines, keys, config.limits(), aftermath);
        serveFriends(friends);
        serveSessions();
        Subscriptions subscriptions = new Subscriptions(lines, keys, config.status(), aftermath);
        serveStatuses(subscriptions);
        Accounts accounts = new Accounts(lines, keys, new Farewells(farewells, friends, subscriptions));
        Broadcasts broadcasts =
                new Broadcasts(lines, keys, aftermath, config.limits().bodyCharsMax());
        handlers.on(Command.SendBroadcast.class, (caller, c) -> broadcasts.send(c))
                .on(Command.GetBroadcasts.class, (caller, c) -> broadcasts.read(caller))
                .on(Command.AcknowledgeBroadcasts.class, broadcasts::acknowledge);
        handlers.on(
                Command.SendProxyMsg.class,
                new ProxyMsgs(lines, keys, aftermath, config.limits().bodyCharsMax())::send);
        Leases leases = new Leases(lines, keys);
        Tickets tickets = new Tickets(lines, keys);
        handlers.on(Command.SetRelation.class, relations::set)
                .on(Command.GetRelations.class, (caller, c) -> relations.get(caller))
                .on(Command.GetCards.class, (caller, c) -> cards.get(c.accounts()))
                .on(Command.UpdateCard.class, cards::update)
                .on(Command.GetDevices.class, (caller, c) -> presence.find(caller.account(), false))
                .on(Command.FindDevices.class, (caller, c) -> presence.find(c.account(), true))
                .on(Command.KickDevices.class, (caller, c) -> presence.kick(caller, c.deviceIds()))
                .on(Command.Register.class, (caller, c) -> presence.register(c)
                        .onSuccess(v -> friends.mend(c.login().account())))
                .on(Command.Logout.class, (caller, c) -> presence.logout(caller, c.asked()))
                .on(Command.CreateAccount.class, (caller, c) -> accounts.create(c.account(), c.token(), c.nick()))
                .on(Command.ChangeToken.class, (caller, c) -> accounts.changeToken(c.account(), c.token()))
                .on(Command.DeleteAccount.class, (caller, c) -> accounts.delete(c.account()))
                .on(Command.FindCredential.class, (caller, c) -> accounts.credential(c.account()))
                .on(Command.RenewLease.class, (caller, c) -> leases.renew(c.nodeId(), c.lifeMillis()))
                .on(Command.FindNodes.class, (caller, c) -> leases.find())
                .on(Command.LookAtStore.class, (caller, c) -> epoch.look(c.silenceMillis())
                        .map(life -> Outcome.of(new Answer.StoreSeen(life))))
                .on(Command.EndStoreLife.class, (caller, c) -> epoch.end(c.name())
                        .map(life -> Outcome.of(new Answer.StoreSeen(life))))
                .on(Command.EndLease.class, (caller, c) -> leases.renew(c.nodeId(), 0))
                .on(Command.FindTicketKey.class, (caller, c) -> tickets.key(c.candidate()))
                .on(Command.UseTicket.class, (caller, c) -> tickets.use(c.ticket(), c.lifeMillis()));
    }

    private void serveFriends(Friends friends) {
        handlers.on(FriendCommand.Befriend.class, friends::befriend)
                .on(FriendCommand.DeleteFriend.class, friends::delete)
                .on(FriendCommand.UpdateFriend.class, friends::update)
                .on(FriendCommand.GetFriends.class, friends::list);
    }

    private void serveSessions() {
        StickTops tops = new StickTops(lines, keys, config.limits());
        Changes changes = new Changes(lines, keys, config.limits().changesMax());
        SessionNotes notes = new SessionNotes(lines, keys, new Views(lines, keys, config.store()), changes, aftermath);
        handlers.on(SessionCommand.AddStickTop.class, tops::add)
                .on(SessionCommand.UpdateStickTop.class, tops::update)
                .on(SessionCommand.DeleteStickTop.class, tops::delete)
                .on(SessionCommand.GetStickTops.class, tops::list)
                .on(SessionCommand.GetSession.class, notes::get)
                .on(SessionCommand.UpdateSession.class, notes::update)
                .on(SessionCommand.DeleteSessions.class, notes::delete)
                .on(SessionCommand.DropRoaming.class, notes::dropRoaming);
    }

    private void serveStatuses(Subscriptions subscriptions) {
        Statuses statuses = new Statuses(lines, keys, config.status(), aftermath);
        handlers.on(StatusCommand.PublishStatus.class, statuses::publish)
                .on(StatusCommand.GetStatuses.class, statuses::read)
                .on(StatusCommand.SubscribeStatus.class, (caller, c) -> subscriptions
                        .add(caller, c)
                        .compose(outcome -> statuses.sync(caller, c, outcome)))
                .on(StatusCommand.UnsubscribeStatus.class, subscriptions::remove)
                .on(StatusCommand.GetSubscriptions.class, subscriptions::list);
    }

    private void serveChannels() {
        Signals signals = new Signals(lines, keys, config.limits().changesMax());
        Channels channels = new Channels(lines, keys, config.signalling(), signals);
        Invitations invitations = new Invitations(lines, keys, config.signalling(), channels);
        handlers.on(ChannelCommand.CreateChannel.class, channels::create)
                .on(ChannelCommand.FindChannel.class, (caller, c) -> channels.find(c))
                .on(ChannelCommand.GetChannels.class, (caller, c) -> channels.own(caller))
                .on(ChannelCommand.DelayChannel.class, channels::delay)
                .on(ChannelCommand.CloseChannel.class, channels::close)
                .on(ChannelCommand.JoinChannel.class, channels::join)
                .on(ChannelCommand.LeaveChannel.class, channels::leave)
                .on(ChannelCommand.SendSignal.class, channels::signal)
                .on(ChannelCommand.InviteToChannel.class, invitations::invite)
                .on(ChannelCommand.CancelInvitation.class, invitations::cancel)
                .on(ChannelCommand.RejectInvitation.class, invitations::reject)
                .on(ChannelCommand.AcceptInvitation.class, invitations::accept)
                .on(ChannelCommand.Call.class, invitations::call);
    }

    private void serveReceipts() {
        TeamReceipts receipts = new TeamReceipts(lines, keys);
        granted.on(TeamCommand.SendTeamReceipts.class, receipts::send)
                .on(TeamCommand.GetTeamReads.class, receipts::reads)
                .on(TeamCommand.GetTeamReaders.class, receipts::readers);
    }

    private void serveTeams() {
        Changes changes = new Changes(lines, keys, config.limits().changesMax());
        TeamCalls calls = new TeamCalls(lines, keys, aftermath);
        TeamHints hints = teamHints();
        TeamNotices notices = new TeamNotices(changes, hints);
        TeamClaims claims = new TeamClaims(lines, keys, numbers, config.team());
        Foundings foundings = new Foundings(calls, config.team(), hints, notices, claims);
        Teams teams = new Teams(calls);
        TeamMembers members = new TeamMembers(calls, config.team());
        TeamEntrances entrances = new TeamEntrances(calls, config.team(), hints, notices);
        TeamViews views = new TeamViews(lines, calls, hints);
        granted.on(TeamCommand.CreateTeam.class, foundings::create)
                .on(TeamCommand.UpdateTeam.class, teams::update)
                .on(TeamCommand.DismissTeam.class, teams::dismiss)
                .on(TeamCommand.TransferTeam.class, teams::transfer)
                .on(TeamCommand.AddTeamMembers.class, entrances::add)
                .on(TeamCommand.ApplyToTeam.class, entrances::apply)
                .on(TeamCommand.AnswerApplication.class, entrances::pass)
                .on(TeamCommand.AnswerInvitation.class, entrances::accept)
                .on(TeamCommand.RemoveTeamMembers.class, members::remove)
                .on(TeamCommand.LeaveTeam.class, members::leave)
                .on(TeamCommand.SetTeamManagers.class, members::appoint)
                .on(TeamCommand.MuteTeamMembers.class, members::mute)
                .on(TeamCommand.UpdateTeamMember.class, members::update)
                .on(TeamCommand.FindTeams.class, views::find)
                .on(TeamCommand.GetOwnTeams.class, views::own)
                .on(TeamCommand.GetTeamMembers.class, views::members)
                .on(TeamCommand.GetTeamMembersInOrder.class, new TeamOrder(lines, keys, calls)::members)
                .on(TeamCommand.FindTeamMembers.class, views::findMembers);
    }

    private TeamHints teamHints() {
        return new TeamHints(lines, keys, new Folds(lines, keys), config.team().teamsPerAccountMax());
    }
}
