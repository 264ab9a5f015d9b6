import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.operaton.bpm.engine.runtime.Job;
import org.operaton.bpm.engine.task.Task;
import org.operaton.connect.plugin.impl.ConnectProcessEnginePlugin;

/**
 * A process engine that takes one command a line and answers with one line, for the test beside it. Words are separated by
 * blanks and URL-encoded. Authorization is on; jobs run only when asked to, so that a test sees every state between them.
 */
public class Engine {
  private static ProcessEngine engine;

  public static void main(String[] args) throws Exception {
    var configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setJdbcUrl("jdbc:h2:mem:workflows");
    configuration.setHistory("full");
    configuration.setJobExecutorActivate(false);
    configuration.setAuthorizationEnabled(true);
    configuration.getProcessEnginePlugins().add(new ConnectProcessEnginePlugin());
    engine = configuration.buildProcessEngine();
    deploy(args[0]);
    System.out.println("ready");
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(answer(line));
    }
    System.exit(0);
  }

  private static String deploy(String folder) throws Exception {
    var deployment = engine.getRepositoryService().createDeployment();
    try (var files = Files.list(Path.of(folder))) {
      for (Path file : files.toList()) {
        deployment.addInputStream(file.getFileName().toString(), new FileInputStream(file.toFile()));
      }
    }
    deployment.deploy();
    return "";
  }

  private static String answer(String line) {
    try {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i++) words[i] = URLDecoder.decode(words[i], StandardCharsets.UTF_8);
      return URLEncoder.encode(run(words), StandardCharsets.UTF_8);
    } catch (Exception failure) {
      Throwable cause = failure;
      while (cause.getCause() != null) cause = cause.getCause();
      return URLEncoder.encode("FAILED " + cause.getMessage(), StandardCharsets.UTF_8);
    }
  }

  private static String run(String[] words) throws Exception {
    return switch (words[0]) {
      case "deploy" -> deploy(words[1]);
      case "start" -> start(words[1], words[2]);
      case "work" -> work();
      case "retry" -> retry();
      case "clock" -> clock();
      case "tasks" -> tasks(words[1], words[2]);
      case "fields" -> fields(words[1]);
      case "complete" -> complete(words);
      case "running" -> "" + engine.getRuntimeService().createProcessInstanceQuery().count();
      default -> throw new IllegalArgumentException("no command " + words[0]);
    };
  }

  private static String start(String key, String encounter) {
    return engine.getRuntimeService().startProcessInstanceByKey(key, Map.of("encounter", encounter)).getId();
  }

  /** Runs what waits to be run; answers with what went wrong. A job that failed waits for its next try. */
  private static String work() {
    var wrong = new StringBuilder();
    for (int round = 0; round < 100; round++) {
      List<Job> jobs = engine.getManagementService().createJobQuery().messages().executable().list();
      if (jobs.isEmpty()) return wrong.toString();
      for (Job job : jobs) {
        try {
          engine.getManagementService().executeJob(job.getId());
        } catch (Exception failure) {
          Throwable cause = failure;
          while (cause.getCause() != null) cause = cause.getCause();
          wrong.append(cause.getMessage()).append('\n');
          engine.getManagementService().setJobDuedate(job.getId(), new java.util.Date(System.currentTimeMillis() + 600_000));
        }
      }
    }
    throw new IllegalStateException("the work does not end");
  }

  /** Lets every next try come due. */
  private static String retry() {
    for (Job job : engine.getManagementService().createJobQuery().messages().list()) {
      engine.getManagementService().setJobDuedate(job.getId(), new java.util.Date(0));
    }
    return "";
  }

  /** Lets every timer come due. */
  private static String clock() {
    for (Job job : engine.getManagementService().createJobQuery().timers().list()) {
      engine.getManagementService().executeJob(job.getId());
    }
    return "";
  }

  private static String tasks(String user, String group) {
    return as(user, group, () -> {
      var seen = new StringBuilder();
      for (Task task : engine.getTaskService().createTaskQuery().list()) {
        seen.append(task.getId()).append('\t').append(task.getName()).append('\n');
      }
      return seen.toString();
    });
  }

  private static String fields(String task) {
    var shown = new StringBuilder();
    for (var field : engine.getFormService().getTaskFormData(task).getFormFields()) {
      shown.append(field.getId()).append('\t').append(field.getValue().getValue()).append('\f');
    }
    return shown.toString();
  }

  private static String complete(String[] words) {
    Map<String, Object> said = new HashMap<>();
    for (int i = 4; i + 1 < words.length; i += 2) {
      said.put(words[i], words[i].equals("approved") ? (Object) Boolean.valueOf(words[i + 1]) : words[i + 1]);
    }
    return as(words[2], words[3], () -> {
      engine.getFormService().submitTaskForm(words[1], said);
      return "";
    });
  }

  private interface Action {
    String take();
  }

  private static String as(String user, String group, Action action) {
    engine.getIdentityService().setAuthentication(user, List.of(group));
    try {
      return action.take();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }
}
