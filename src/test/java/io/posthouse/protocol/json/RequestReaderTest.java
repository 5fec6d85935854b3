package io.posthouse.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.posthouse.connection.JsonParsers;
import io.posthouse.model.Caller;
import io.posthouse.model.ClientType;
import io.posthouse.model.Command;
import io.posthouse.model.Draft;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.MessageType;
import io.posthouse.model.Scene;
import io.posthouse.model.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final Caller ANN = new Caller("ann", "phone", ClientType.IOS, "c1", null);
    private static final String TEXT =
            "{'id':7,'do':'send','msg':{'scene':'p2p','to':'Bob','type':'text','body':'hi','idClient':'m1'}}";

    private final RequestReader reader = new RequestReader(Verbs.table(100));

    @Test
    void aSendIsReadWithAllItsFields() {
        String frame = "{'id':7,'do':'send','msg':{'scene':'p2p','to':'bob','type':'custom','body':'b','attach':'{a}',"
                + "'idClient':'m1','ext':'e','subType':3,'setting':{'needOffline':false,'resendFlag':true},"
                + "'pushInfo':{ 'x' : [1,{}] },'threadMessageInfo':{},'extra':{'k':'v'},"
                + "'teamSpecializationInfo':{'needACK':true}}}";

        Setting setting = new Setting(true, true, false, true, true, true);
        Draft expected = new Draft(
                Scene.P2P,
                "bob",
                MessageType.CUSTOM,
                "b",
                "{a}",
                "m1",
                "e",
                3,
                setting,
                json("{ 'x' : [1,{}] }"),
                "{}",
                json("{'k':'v'}"),
                true);
        assertThat(read(frame).id()).isEqualTo(7);
        assertThat(command(frame)).isEqualTo(new Command.Send(expected));
    }

    @Test
    void theOrderOfKeysDoesNotMatter() {
        String turned =
                "{'msg':{'idClient':'m1','body':'hi','type':'text','to':'Bob','scene':'p2p'},'do':'send','id':7}";

        assertThat(command(turned)).isEqualTo(command(TEXT));
    }

    @Test
    void anAccountIsReadInLowerCase() {
        assertThat(((Command.Send) command(TEXT)).draft().to()).isEqualTo("bob");
    }

    @Test
    void unknownKeysAndNullsAreIgnored() {
        String frame = "{'id':7,'zzz':[1.5,{'a':{}}],'do':'send','x':1e99,'msg':{'scene':'p2p','to':'Bob','seq':9,"
                + "'type':'text','ext':null,'setting':null,'pushInfo':null,'subType':null,'body':'hi','idClient':'m1'}}";

        assertThat(command(frame)).isEqualTo(command(TEXT));
    }

    @Test
    void anAckMayComeAsANoteAndAsARequest() {
        Wish note = reader.read(json("{'do':'ack','marks':{'p2p-bob':5}}"), ANN).wish();

        assertThat(note)
                .isEqualTo(read("{'id':1,'do':'ack','marks':{'p2p-bob':5}}").wish());
        assertThat(((Wish.Acknowledge) note).marks().get(0).time()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':1}                                                       | INVALID   | do",
                "{'id':1,'do':7}                                                | INVALID   | do",
                "{'id':1,'do':null}                                             | INVALID   | do",
                "{'id':1,'do':'ping','do':'ping'}                               | MALFORMED | do",
                "{'id':1,'do':'fly'}                                            | UNKNOWN_COMMAND | ''",
                "{'do':'relations'}                                             | MALFORMED | id",
                "{'id':0,'do':'ping'}                                           | INVALID   | id",
                "{'id':-1,'do':'ping'}                                          | INVALID   | id",
                "{'id':'1','do':'ping'}                                         | INVALID   | id",
                "{'id':1.0,'do':'ping'}                                         | INVALID   | id",
                "{'id':9007199254740992,'do':'ping'}                            | INVALID   | id",
                "{'id':99999999999999999999999,'do':'ping'}                     | INVALID   | id",
                "{'id':1,'id':1,'do':'ping'}                                    | MALFORMED | id",
                "{'id':1,'do':'send'}                                           | INVALID   | msg",
                "{'id':1,'do':'send','msg':[]}                                  | INVALID   | msg",
                "{'id':1,'do':'send','msg':{},'msg':{}}                         | INVALID   | msg.scene",
                "{'id':1,'do':'history','scene':'moon','to':'bob'}              | INVALID   | scene",
                "{'id':1,'do':'history','scene':'p2p','to':'b b'}               | INVALID   | to",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','limit':101}   | INVALID   | limit",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','limit':0}     | INVALID   | limit",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','limit':2.5}   | INVALID   | limit",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','limit':1e400} | INVALID   | limit",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','to':'eve'}    | MALFORMED | to",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','types':'text'}| INVALID   | types",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','types':[7]}   | INVALID   | types",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','lastMsgId':'x'}| INVALID  | lastMsgId",
                "{'id':1,'do':'history','scene':'p2p','to':'bob','reverse':1}   | INVALID   | reverse",
                "{'id':1,'do':'history','scene':'p2p','to':'\\ud800'}           | INVALID   | to",
                "{'id':1,'do':'read','marks':{}}                                | INVALID   | marks",
                "{'id':1,'do':'read','marks':{'bob':1}}                         | INVALID   | marks",
                "{'id':1,'do':'read','marks':{'p2p-bob':'1'}}                   | INVALID   | marks",
                "{'id':1,'do':'read','marks':{'p2p-bob':1,'p2p-bob':2}}         | MALFORMED | marks",
                "{'id':1,'do':'relation','kind':'grey','account':'bob','on':true}| INVALID  | kind",
                "{'id':1,'do':'relation','kind':'black','account':'bob','on':1} | INVALID   | on",
                "{'id':1,'do':'cards','accounts':[]}                            | INVALID   | accounts",
                "{'id':1,'do':'kick','deviceIds':['a b']}                       | INVALID   | deviceIds",
                "{'id':1,'do':'delete','msgs':[{'scene':'p2p'}]}                | INVALID   | msgs.to",
                "{'id':1,'do':'delete','msgs':[[]]}                             | INVALID   | msgs",
                "{'do':'ack','marks':{'p2p-bob':0}}                             | INVALID   | marks",
                "{'do':'ack','marks':[]}                                        | INVALID   | marks",
            })
    void whatIsWrongIsToldByACodeAndTheFieldsName(String frame, Fault fault, String detail) {
        FaultException refusal = refusal(frame);

        assertThat(refusal.fault()).isEqualTo(fault);
        assertThat(refusal.detail()).isEqualTo(detail.replace("''", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scene':'p2p'                     | 'scene':1                          | msg.scene",
                "'scene':'p2p'                     | 'seen':'p2p'                       | msg.scene",
                "'to':'Bob'                        | 'to':'b\\u0000b'                   | msg.to",
                "'to':'Bob'                        | 'to':{}                            | msg.to",
                "'type':'text'                     | 'type':'notification'              | msg.type",
                "'type':'text'                     | 'type':'TEXT'                      | msg.type",
                "'body':'hi'                       | 'body':7                           | msg.body",
                "'body':'hi'                       | 'attach':'{}'                      | msg.body",
                "'body':'hi'                       | 'body':'\\udc00'                   | msg.body",
                "'body':'hi'                       | 'body':'x\\ud83d'                  | msg.body",
                "'type':'text'                     | 'type':'geo'                       | msg.attach",
                "'type':'text'                     | 'type':'geo','attach':'x'          | msg.attach",
                "'type':'text'                     | 'type':'geo','attach':'{}{}'       | msg.attach",
                "'type':'text'                     | 'type':'geo','attach':'[]'         | msg.attach",
                "'type':'text'                     | 'type':'custom'                    | msg.attach",
                "'idClient':'m1'                   | 'idClient':''                      | msg.idClient",
                "'idClient':'m1'                   | 'idClient':'a b'                   | msg.idClient",
                "'idClient':'m1'                   | 'idClient':'m1','subType':-1       | msg.subType",
                "'idClient':'m1'                   | 'idClient':'m1','subType':2147483648 | msg.subType",
                "'idClient':'m1'                   | 'idClient':'m1','setting':[]       | msg.setting",
                "'idClient':'m1'                   | 'idClient':'m1','setting':{'needOffline':0} | msg.setting.needOffline",
                "'idClient':'m1'                   | 'idClient':'m1','pushInfo':'{}'    | msg.pushInfo",
                "'idClient':'m1'                   | 'idClient':'m1','extra':{'a':'\\ud800'} | msg.extra",
            })
    void aWrongFieldOfAMessageIsNamedWithItsPath(String right, String wrong, String detail) {
        FaultException refusal = refusal(TEXT.replace(right, wrong));

        assertThat(refusal.fault()).isEqualTo(Fault.INVALID);
        assertThat(refusal.detail()).isEqualTo(detail);
    }

    @Test
    void aFieldThatStandsTwiceInAMessageIsMalformed() {
        FaultException refusal = refusal(TEXT.replace("'body':'hi'", "'body':'hi','body':'ho'"));

        assertThat(refusal.fault()).isEqualTo(Fault.MALFORMED);
        assertThat(refusal.detail()).isEqualTo("msg.body");
    }

    @Test
    void theNameOfAnUnknownKeyIsNeverEchoed() {
        FaultException refusal = refusal("{'id':1,'SECRET':'\\ud800','do':'fly'}");

        assertThat(refusal.detail()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 5_000})
    void nestingIsBounded(int depth) {
        String deep = "{'id':1,'do':'ping','x':" + "[".repeat(depth) + "]".repeat(depth) + "}";

        if (depth < JsonParsers.NESTING_MAX) {
            assertThat(read(deep).wish()).isEqualTo(new Wish.Ping());
        } else {
            assertThat(refusal(deep).fault()).isEqualTo(Fault.MALFORMED);
            assertThat(Json.findId(json(deep))).isEqualTo(1);
        }
    }

    @Test
    void numbersAreBoundedButTheirFrameKeepsItsId() {
        String frame = "{'x':" + "9".repeat(40_000) + ",'do':'ping','id':5}";

        assertThat(refusal(frame).fault()).isEqualTo(Fault.MALFORMED);
        assertThat(Json.findId(json(frame))).isEqualTo(5);
    }

    @Test
    void whoIsNotLoggedInMayOnlyLogInOrOut() {
        FaultException refusal =
                catchThrowableOfType(FaultException.class, () -> reader.read(json("{'id':1,'do':'relations'}"), null));

        assertThat(refusal.fault()).isEqualTo(Fault.NOT_LOGGED_IN);
        assertThat(reader.read(json("{'id':1,'do':'logout'}"), null).wish()).isEqualTo(new Wish.Logout());
    }

    @Test
    void aTokenDoesNotGetIntoALogThroughTheRecord() {
        Wish login = reader.read(
                        json("{'id':1,'do':'login','account':'ann','token':'hush','deviceId':'d','clientType':'Web'}"),
                        null)
                .wish();

        assertThat(login.toString()).contains("ann").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "7", "[]", "null", "'x'", "{", "{}}", "{'id':1", "{'id':1,}", "{id:1}", "{'id':1} x"})
    void whatIsNoJsonObjectIsNoFrame(String text) {
        assertThat(Json.findId(json(text))).isEqualTo(Json.NO_FRAME);
        assertThat(refusal(text).fault()).isEqualTo(Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':0}", "{'id':'1'}", "{'id':1.5}", "{'id':1,'id':2}", "{'x':{'id':3}}", "{'id':{}}"})
    void anIdThatCannotBeTrustedIsNone(String text) {
        assertThat(Json.findId(json(text))).isEqualTo(Json.NO_ID);
    }

    private RequestReader.Request read(String frame) {
        return reader.read(json(frame), ANN);
    }

    private Command command(String frame) {
        return ((Wish.Ask<?>) read(frame).wish()).command();
    }

    private FaultException refusal(String frame) {
        return catchThrowableOfType(FaultException.class, () -> reader.read(json(frame), ANN));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
