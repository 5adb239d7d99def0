import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nightjar.client.ApiClient;
import io.nightjar.client.ApiException;
import io.nightjar.client.ApiResponse;
import io.nightjar.client.api.FieldApi;
import io.nightjar.client.api.IdentityApi;
import io.nightjar.client.api.RecordingsApi;
import io.nightjar.client.model.*;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Calls every operation of the API with the client that is generated from its description, and checks what it answers.
 *
 * <p>Its argument is the folder of the recordings; NIGHTJAR_URL, NIGHTJAR_TOKEN (a device's) and NIGHTJAR_OPERATOR_TOKEN say
 * where the service is and who calls. What is expected comes from the files and from the description; an operation that is
 * not called fails the run.
 */
public final class CallEveryOperation {
  private static final String URL = Objects.requireNonNull(System.getenv("NIGHTJAR_URL"));
  private static final String PASSWORD = "a long password";
  private static final String OTHER_PASSWORD = PASSWORD + "!";
  private static final String TUS = "1.0.0";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The operations that were called and answered. */
  private static final Set<String> CALLED = new ConcurrentSkipListSet<>();

  private final Path fixtures;
  private final String group = "java-" + UUID.randomUUID().toString().substring(0, 8);
  private final String person = group + "-owner";

  private CallEveryOperation(Path fixtures) {
    this.fixtures = fixtures;
  }

  /** The operations as someone may call them. */
  private record Caller(FieldApi field, IdentityApi identity, RecordingsApi recordings) {
    private static Caller with(String token) {
      ApiClient client = client();
      client.setBearerToken(token);
      return of(client);
    }

    private static Caller anyone() {
      return of(client());
    }

    private static ApiClient client() {
      ApiClient client = new ApiClient();
      client.setBasePath(URL);
      client.setReadTimeout((int) PATIENCE.toMillis());
      client.setHttpClient(client.getHttpClient().newBuilder().addInterceptor(Caller::note).build());
      return client;
    }

    private static Caller of(ApiClient client) {
      return new Caller(new FieldApi(client), new IdentityApi(client), new RecordingsApi(client));
    }

    private static Response note(Interceptor.Chain chain) throws IOException {
      Response answer = chain.proceed(chain.request());
      if (answer.isSuccessful()) {
        CALLED.add(operation());
      }
      return answer;
    }

    /** The operation that is being called: the client's method is named after it. */
    private static String operation() {
      String after = "WithHttpInfo";
      String method =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames
                          .map(StackWalker.StackFrame::getMethodName)
                          .filter(name -> name.endsWith(after))
                          .findFirst()
                          .orElseThrow());
      return method.substring(0, method.length() - after.length());
    }
  }

  public static void main(String[] arguments) throws Exception {
    new CallEveryOperation(Path.of(arguments[0])).run();
    equal(difference(operations(), CALLED), Set.of());
    System.out.println(CALLED.size() + " operations");
  }

  private void run() throws Exception {
    Caller operator = Caller.with(System.getenv("NIGHTJAR_OPERATOR_TOKEN"));
    Caller stranger = Caller.with(System.getenv("NIGHTJAR_TOKEN"));
    Caller owner = groupsAndPeople(operator);
    Caller camera = Caller.with(devices(owner));
    UUID recording = recordings(camera);
    archive(camera);
    frames(camera, chunks(camera));
    tiles(camera, recording);
    field(owner);
    refused(404, "recording-not-found", () -> camera.recordings().getRecording(new UUID(0, 0)));
    refused(404, "recording-not-found", () -> stranger.recordings().getRecording(recording));
    ends(operator, owner);
  }

  /** Makes a group and a person who owns it. */
  private Caller groupsAndPeople(Caller operator) throws Exception {
    IdentityApi api = operator.identity();
    equal(Caller.anyone().identity().getLinks().getOpenapi(), "/openapi");
    equal(api.createGroup(new NewGroup().group(group)).getGroup(), group);
    List<String> groups = api.listGroups(null, 1000).getGroups().stream().map(GroupView::getGroup).toList();
    equal(groups.contains(group), true);
    api.createPerson(new NewPerson().person(person).password(PASSWORD));
    api.giveRole(group, person, new NewRole().role(NewRole.RoleEnum.OWNER));
    api.changePassword(person, new NewPassword().password(OTHER_PASSWORD));
    Caller owner = Caller.with(signIn());
    CallerView me = owner.identity().getMe();
    equal(me.getKind(), CallerView.KindEnum.PERSON);
    equal(me.getRoles(), Map.of(group, Role.OWNER));
    equal(owner.identity().listMembers(group).getPeople(), List.of(new MemberView().person(person).role(Role.OWNER)));
    return owner;
  }

  private String signIn() throws ApiException {
    return Caller.anyone().identity().signIn(new Credentials().person(person).password(OTHER_PASSWORD)).getToken();
  }

  /** Lets devices in by every way there is, and returns the token of one that was renewed. */
  private String devices(Caller owner) throws Exception {
    IdentityApi api = owner.identity();
    equal(api.registerDevice(group, new NewDevice().device("camera").password(PASSWORD)).getDevice(), "camera");
    equal(api.getDevice("camera", group).getRevoked(), false);
    InvitationView invited = api.createInvitation(group, new NewInvitation().uses(2).days(1));
    NewSelf myself = new NewSelf().group(group).device("invited").password(PASSWORD).invitation(invited.getCode());
    equal(Caller.anyone().identity().registerSelf(myself).getDevice(), "invited");
    equal(api.listInvitations(group).getInvitations().getFirst().getId(), invited.getId());
    api.withdrawInvitation(group, invited.getId());
    OffsetDateTime until = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
    equal(api.openRegistrationWindow(group, new NewWindow().until(until).devices(3)).getOpen(), true);
    equal(api.getRegistrationWindow(group).getDevices(), 3);
    api.closeRegistrationWindow(group);
    equal(api.getRegistrationWindow(group).getOpen(), false);
    List<String> devices = api.listDevices(group, null, 10).getDevices().stream().map(DeviceView::getDevice).toList();
    equal(devices, List.of("camera", "invited"));
    api.revokeDevice("invited", group);
    equal(api.getDevice("invited", group).getRevoked(), true);
    return api.renewDeviceToken("camera", group, null).getToken();
  }

  private static RecordingView finished(Caller device, UUID recording) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    RecordingView view = device.recordings().getRecording(recording);
    while (view.getStatus() == RecordingView.StatusEnum.PROCESSING) {
      equal(Instant.now().isBefore(end), true);
      Thread.sleep(200);
      view = device.recordings().getRecording(recording);
    }
    return view;
  }

  /** Sends a recording and reads all that becomes of it. */
  private UUID recordings(Caller device) throws Exception {
    RecordingsApi api = device.recordings();
    File file = fixtures.resolve("bird-calls.wav").toFile();
    byte[] sound = Files.readAllBytes(file.toPath());
    OffsetDateTime began = OffsetDateTime.parse("2026-01-15T10:12:13Z");
    Upload upload = api.uploadRecording(file, began, null, null, null, null);
    equal(upload.getDuplicate(), false);
    equal(upload.getSize(), (long) sound.length);
    equal(upload.getSha256(), sha256(sound));
    UUID id = upload.getRecordingId();
    equal(api.findRecordingByDigest(sha256(sound), null).getRecordingId(), id);
    RecordingView view = finished(device, id);
    equal(view.getStatus(), RecordingView.StatusEnum.COMPLETED);
    equal(view.getKind(), MediaKind.AUDIO);
    equal(view.getRecorded().getAt(), began);
    equal(view.getRecorded().getSource(), Source.CLIENT);
    RecordingList list = api.listRecordings(null, null, null, null, MediaKind.AUDIO, 100, null, null);
    equal(list.getRecordings().stream().map(RecordingView::getRecordingId).toList().contains(id), true);
    equal(bytes(api.getRaw(id, null)), sound);
    equal(bytes(api.getRaw(id, "bytes=4-9")), Arrays.copyOfRange(sound, 4, 10));
    List<String> events = api.followRecording(id, null).lines().filter(line -> line.startsWith("event:")).toList();
    equal(events.getFirst().endsWith("received"), true);
    equal(events.getLast().endsWith("end"), true);
    ArtefactView spectrogram =
        view.getArtefacts().stream().filter(one -> one.getName().equals("spectrogram.webp")).findFirst().orElseThrow();
    byte[] array = bytes(api.getArtefact(id, spectrogram.getName(), "audio", null));
    equal(sha256(array), spectrogram.getSha256());
    String version = view.getStages().getFirst().getVersion();
    equal(bytes(api.getArtefactOfVersion(id, spectrogram.getName(), "audio", version, null)), array);
    return id;
  }

  /** Sends two recordings in one archive, and reads a line for each and one for all. */
  private void archive(Caller device) throws Exception {
    Path card = Files.createTempFile("card", ".zip");
    try (OutputStream out = Files.newOutputStream(card);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("bird-calls.wav", "bird-calls.m4a")) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(fixtures.resolve(name), zip);
      }
    }
    String lines = new String(bytes(device.recordings().uploadArchive(card.toFile(), null, null)), UTF_8);
    Files.delete(card);
    List<String> told = new ArrayList<>(lines.lines().toList());
    ArchiveSummary summary = ArchiveSummary.fromJson(told.removeLast());
    ArchiveMember first = ArchiveMember.fromJson(told.getFirst());
    equal(told.size(), 2);
    equal(first.getOutcome(), ArchiveMember.OutcomeEnum.DUPLICATE);
    equal(summary.getOutcome(), ArchiveSummary.OutcomeEnum.COMPLETE);
    equal(summary.getAccepted(), 1L);
  }

  /** Sends a recording in chunks; gives another one up. */
  private UUID chunks(Caller device) throws Exception {
    RecordingsApi api = device.recordings();
    byte[] recording = Files.readAllBytes(fixtures.resolve("hedgehog.cptv"));
    int half = recording.length / 2;
    UUID id = created(api, recording.length);
    UUID other = created(api, recording.length);
    api.appendToUpload(0L, id, chunk(recording, 0, half), null, null, TUS, null);
    ApiResponse<Void> offset = api.getUploadOffsetWithHttpInfo(id, TUS, null);
    equal(header(offset, "Upload-Offset"), Integer.toString(half));
    ApiResponse<Upload> end =
        api.appendToUploadWithHttpInfo((long) half, id, chunk(recording, half, recording.length), null, null, TUS, null);
    UUID made = UUID.fromString(header(end, "Nightjar-Recording-Id"));
    equal(finished(device, made).getSha256(), sha256(recording));
    api.terminateUpload(other, TUS, null);
    return made;
  }

  /** What has become of a render when it has ended. */
  private static RenderView rendered(Caller device, UUID recording, RenderOrder order) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    RenderView view = device.recordings().requestRender(recording, order);
    while (view.getStatus() == RenderView.StatusEnum.PROCESSING) {
      equal(Instant.now().isBefore(end), true);
      Thread.sleep(2000);
      view = device.recordings().requestRender(recording, order);
    }
    return view;
  }

  /** The numbers of a thermal recording, behind a header of 128 bytes; ids are found by their beginnings. */
  private void frames(Caller device, UUID recording) throws Exception {
    byte[] array = bytes(device.recordings().getFrames(recording, 1, 3));
    equal(array.length, 128 + 2 * 120 * 160 * 2);
    byte[] picture = bytes(device.recordings().getFrame(recording, 1L, null, "grey", null));
    equal(new String(picture, 1, 3, UTF_8), "PNG");
    RenderOrder order = new RenderOrder().artefact(RenderOrder.ArtefactEnum.FRAMES_NPZ).parameters(Map.of("from", 1));
    RenderView made = rendered(device, recording, order);
    equal(made.getStatus(), RenderView.StatusEnum.COMPLETED);
    byte[] archive =
        bytes(device.recordings().getArtefactOfVersion(recording, made.getArtefact(), "render", made.getId(), null));
    equal(new String(archive, 0, 2, UTF_8), "PK");
    String beginning = recording.toString().substring(0, 35);
    List<UUID> found =
        device.recordings().findRecordingsByPrefix(beginning).getRecordings().stream()
            .map(RecordingView::getRecordingId)
            .toList();
    equal(found, List.of(recording));
  }

  /** The spectrogram of 8 s of 24 kHz as tiles: at the second zoom two across, four down. */
  private void tiles(Caller device, UUID recording) throws Exception {
    RenderOrder order = new RenderOrder().artefact(RenderOrder.ArtefactEnum.SPECTROGRAM_TILES);
    equal(rendered(device, recording, order).getStatus(), RenderView.StatusEnum.COMPLETED);
    equal(device.recordings().getTiles(recording, null, null).getZooms().size(), 2);
    byte[] picture = bytes(device.recordings().getTile(recording, 1L, 3L, 1L, null, null));
    equal(new String(picture, 1, 3, UTF_8), "PNG");
  }

  private static UUID created(RecordingsApi api, long length) throws Exception {
    ApiResponse<Void> made = api.createUploadWithHttpInfo(chunk(new byte[0], 0, 0), length, null, null, TUS, null);
    String location = header(made, "Location");
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  private static File chunk(byte[] recording, int from, int to) throws Exception {
    File chunk = File.createTempFile("chunk", null);
    chunk.deleteOnExit();
    Files.write(chunk.toPath(), Arrays.copyOfRange(recording, from, to));
    return chunk;
  }

  private static String header(ApiResponse<?> answer, String name) {
    return answer.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** What a deployed camera does. */
  private void field(Caller owner) throws Exception {
    String camera = "field-camera";
    String code = owner.identity().createInvitation(group, new NewInvitation()).getCode();
    FieldApi anyone = Caller.anyone().field();
    Long id =
        anyone
            .fieldRegister(new FieldNewDevice().devicename(camera).group(group).password(PASSWORD).invitation(code))
            .getId();
    FieldSession session =
        anyone.fieldAuthenticate(new FieldCredentials().devicename(camera).groupname(group).password(PASSWORD));
    equal(session.getId(), id);
    FieldApi device = Caller.with(session.getToken().replaceFirst("^JWT ", "")).field();
    String next = Instant.now().plusSeconds(3600).toString();
    equal(device.fieldHeartbeat(new FieldNextHeartbeat().nextHeartbeat(next)).getSuccess(), true);
    equal(owner.identity().listHeartbeats(group, null, null).getDevices().getFirst().getId(), id);
    Map<String, Object> settings = Map.of("windows", Map.of("startRecording", "-30m"));
    equal(device.fieldKeepSettings(id, new FieldNewSettings().settings(settings)).getSettings(), settings);
    equal(device.fieldGetSettings(id).getSettings(), settings);
    FieldEventDescription description =
        new FieldEventDescription().type("rebooted").details(List.of(Map.of("cause", "battery")));
    FieldNewEvents events = new FieldNewEvents().description(description).dateTimes(List.of(Instant.now().toString()));
    equal(device.fieldAddEvents(events).getEventsAdded(), 1);
    equal(device.fieldGetSchedule().getSchedule(), Map.of());
    File sound = fixtures.resolve("bird-calls.m4a").toFile();
    String data = "{\"type\":\"audio\"}";
    Long recording = device.fieldUpload(sound, data).getRecordingId();
    equal(owner.field().fieldUploadForDevice(id, sound, data).getRecordingId(), recording);
    equal(owner.field().fieldUploadForNamedDevice(camera, group, sound, data).getRecordingId(), recording);
  }

  /** Takes back what was given. */
  private void ends(Caller operator, Caller owner) throws Exception {
    IdentityApi api = operator.identity();
    byte[] claims = Base64.getUrlDecoder().decode(signIn().split("\\.")[1]);
    String jti = JsonParser.parseString(new String(claims, UTF_8)).getAsJsonObject().get("jti").getAsString();
    api.revokeToken(jti);
    List<String> revoked =
        api.listRevokedTokens(null, 1000).getTokens().stream().map(RevokedTokenView::getId).toList();
    equal(revoked.contains(jti), true);
    api.takeRole(group, person);
    equal(api.listMembers(group).getPeople(), List.of());
    api.revokePerson(person);
    refused(401, "token-invalid", () -> owner.identity().getMe());
  }

  private interface Call {
    Object answer() throws ApiException;
  }

  /** A call that fails, and how. */
  private static void refused(int status, String code, Call call) throws Exception {
    try {
      call.answer();
    } catch (ApiException failure) {
      Problem problem = Problem.fromJson(failure.getResponseBody());
      equal(failure.getCode(), status);
      equal(problem.getCode(), code);
      return;
    }
    throw new AssertionError("it was not refused");
  }

  private static void equal(Object found, Object expected) {
    if (!Objects.deepEquals(found, expected)) {
      throw new AssertionError("found " + found + ", expected " + expected);
    }
  }

  private static byte[] bytes(File file) throws Exception {
    byte[] bytes = Files.readAllBytes(file.toPath());
    Files.delete(file.toPath());
    return bytes;
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static Set<String> operations() throws Exception {
    Set<String> operations = new TreeSet<>();
    try (InputStream in = URI.create(URL + "/openapi?format=json").toURL().openStream()) {
      JsonObject document = JsonParser.parseReader(new InputStreamReader(in, UTF_8)).getAsJsonObject();
      for (JsonElement path : document.getAsJsonObject("paths").asMap().values()) {
        for (JsonElement one : path.getAsJsonObject().asMap().values()) {
          operations.add(one.getAsJsonObject().get("operationId").getAsString());
        }
      }
    }
    return operations;
  }

  private static Set<String> difference(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
