import { Command, Option } from 'commander';
import { EXPORT_FORMATS } from '@core/model/api/explore';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { REPORT_FORMAT_NAMES } from '@core/model/report';
import { ROLLOUT_FORMATS } from '@core/model/rollout';
import { SIGNED_DECISIONS } from '@core/model/sign-off';
import { VERSION } from '../engine/version';
import { analyze, type AnalyzeFlags } from './analyze';
import { capture } from './capture';
import { captureExample } from './capture-example';
import type { CaptureFlags } from '../capture/config-of-flags';
import { exportCommand, type ExportFlags } from './export';
import { gate } from './gate';
import { type LabelsFlags, labelsCommand } from './labels';
import { inspect } from './inspect';
import type { JudgeFlags } from './judge';
import { addLogOptions, type LogFlags } from './log-options';
import { models, type ModelsFlags } from './models';
import { planCommand, type PlanFlags } from './plan';
import { reportCommand, type ReportFlags } from './report';
import { rolloutCommand, type RolloutFlags } from './rollout';
import type { AnalysisFlags } from './run-analysis';
import { serve, type ServeFlags } from './serve';
import { signCommand, type SignFlags } from './sign';
import { slicesCommand, type SlicesFlags } from './slices';
import { watch, type WatchFlags } from './watch';
import { similarityCommand, type SimilarityFlags } from './similarity';

/** Gives the engine when a command needs it: starting it takes a second, and `--help` should not. */
type WithEngine = (use: (engine: GnomonEngine) => Promise<number | void>) => Promise<void>;

/** The command line. Exit codes are set by `withEngine`; commander's own errors are thrown. */
export function createProgram(withEngine: WithEngine): Command {
  const program = new Command('gnomon')
    .description('Decides from shadow-mode logs whether a new model may replace the one in production.')
    .version(VERSION)
    .option('--debug', 'print the stack of errors and the time of each query')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES);

  command(program, 'analyze [logs...]', 'import logs, measure, decide, and print a summary')
    .option('--json', 'one JSON object on stdout instead of the summary')
    .option('--report <file...>', 'write a report; the ending decides: .html, .md or .json')
    .option(
      '--similarity [model]',
      'measure how alike the outputs are, with the bundled encoder or this model',
    )
    .option('--until-decided', 'stop measuring once the similarity criterion is decided')
    .addHelpText(
      'after',
      examples(
        'gnomon analyze shadow.jsonl',
        'gnomon analyze shadow.csv.gz --map prod.response=answer_a --unit prod.latency=s',
        'gnomon analyze --prod prod.jsonl --shadow shadow.jsonl --report report.html',
        'gnomon analyze shadow.jsonl --plan plan.json --json | jq .verdict',
      ),
    )
    .action((logs: string[], flags: AnalyzeFlags) => withEngine((engine) => analyze(logs, flags, engine)));

  command(program, 'similarity [logs...]', 'measure how alike the outputs are, with a model on this machine')
    .option('--model <id|folder>', 'model to measure with; left out: the bundled encoder')
    .option('--until-decided', 'stop once the criterion is decided')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'gnomon similarity ./workspace',
        'gnomon similarity shadow.jsonl --model ./models/all-MiniLM-L6-v2 --until-decided',
      ),
    )
    .action((logs: string[], flags: SimilarityFlags) =>
      withEngine((engine) => similarityCommand(logs, flags, engine)),
    );

  program
    .command('judge <workspace>')
    .description('let a language model judge which answers are better; resumes, and never pays twice')
    .addOption(
      new Option('--provider <name>', 'protocol of the server')
        .choices(['openai', 'anthropic', 'ollama'])
        .makeOptionMandatory(),
    )
    .requiredOption('--model <name>', 'model that judges')
    .option('--base-url <url>', "address of the server; left out: the provider's own")
    .option('--rubric <text>', 'what makes an answer better')
    .option('--sample <n>', 'pairs to judge, drawn at random; all when left out')
    .option('--stratify <column>', 'draw in proportion to the values of a tag, e.g. tags.route')
    .option('--until-decided', 'stop once the win-rate criterion is decided')
    .option('--budget <usd>', 'ceiling in money for this run')
    .option('--max-calls <n>', 'ceiling on calls for this run')
    .option('--concurrency <n>', 'calls in flight at most')
    .option('--repeats <n>', 'times that each order is asked')
    .addOption(
      new Option('--order <order>', 'which arm is shown first').choices([
        'both',
        'prod-first',
        'shadow-first',
      ]),
    )
    .option('--temperature <n>', 'temperature, or "none" for models that refuse it')
    .option('--no-structured', 'ask for free text instead of JSON by schema')
    .option(
      '--redact <what...>',
      'replace before sending: emails, phones, keys, or a regular expression of your own',
    )
    .option('--batch', "hand over as the provider's batch: half the price, up to a day")
    .option('--retry-unjudged', 'ask again where the answer held no verdict')
    .option('--dry-run', 'show plan, cost and prompt; send nothing')
    .option('--yes', 'agree that prompts are sent to the server')
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON)')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `${examples(
        'gnomon judge ./workspace --provider ollama --model qwen3 --sample 200',
        'gnomon judge ./workspace --provider openai --base-url http://127.0.0.1:8080/v1 --model local --dry-run',
        'gnomon judge ./workspace --provider openai --model gpt-4o-mini --sample 500 --budget 5 --yes',
        'gnomon judge ./workspace --provider anthropic --model claude-haiku-4-5 --batch --yes',
      )}
The key comes from the settings of the app, from OPENAI_API_KEY or ANTHROPIC_API_KEY for the provider's own address, or
from GNOMON_JUDGE_API_KEY for any.
`,
    )
    .action((workspace: string, flags: JudgeFlags) =>
      withEngine(async (engine) => (await import('./judge')).judgeCommand(workspace, flags, engine)),
    );

  program
    .command('models')
    .description('list the encoders for similarity, download one, or make a folder known')
    .option('--download <id>', 'download this model; the only thing that ever asks the network')
    .option('--add <folder>', 'make a model folder in transformers.js layout known to the window')
    .option('--remove <id>', 'delete a downloaded model, or forget a folder')
    .option('--yes', 'do not ask before downloading')
    .addHelpText('after', examples('gnomon models', 'gnomon models --download Xenova/all-MiniLM-L6-v2'))
    .action((flags: ModelsFlags) => models(flags));

  command(program, 'gate [logs...]', 'the verdict as exit code: 0 GO, 1 NO-GO, 2 NOT ENOUGH DATA')
    .addHelpText(
      'after',
      examples('gnomon gate shadow.jsonl --plan plan.json', 'gnomon gate ./workspace && ./deploy.sh'),
    )
    .action((logs: string[], flags: AnalysisFlags) => withEngine((engine) => gate(logs, flags, engine)));

  addLogOptions(
    program.command('inspect <logs...>').description('show how the columns of logs would be read'),
  )
    .option('--json', 'as JSON')
    .addHelpText('after', examples('gnomon inspect shadow.csv'))
    .action((logs: string[], flags: LogFlags & { json?: boolean }) =>
      withEngine((engine) => inspect(logs, flags, engine)),
    );

  program
    .command('export <workspace>')
    .description('write the pairs of a workspace, one row each')
    .addOption(
      new Option('--format <format>', 'format of the file').choices([...EXPORT_FORMATS]).default('csv'),
    )
    .option('--columns <names>', 'columns, separated by commas; all when left out')
    .option(
      '--filter <condition...>',
      'only pairs for which "column OP value" holds; OP is = != < <= > >= or ~ (contains)',
    )
    .requiredOption('--out <file>', 'file to write, or - for stdout')
    .addHelpText(
      'after',
      examples(
        'gnomon export ./workspace --format csv --out pairs.csv',
        'gnomon export ./workspace --format parquet --out pairs.parquet',
        'gnomon export ./workspace --format jsonl --columns request_id,latency_ratio --filter "shadow_state=failed" --out -',
      ),
    )
    .action((workspace: string, flags: ExportFlags) =>
      withEngine((engine) => exportCommand(workspace, flags, engine)),
    );

  program
    .command('labels <workspace>')
    .description('what people say of the pairs: import votes of the log, write the labels, agreement')
    .option('--import [columns]', 'make labels of the votes in these label columns; all that hold votes')
    .addOption(
      new Option('--a <arm>', 'the arm that the votes call A').choices(['prod', 'shadow']).default('prod'),
    )
    .option('--out <file>', 'write the labels as JSON Lines, or - for stdout')
    .option('--json', 'the summary as JSON')
    .addHelpText(
      'after',
      examples(
        'gnomon labels ./workspace',
        'gnomon labels ./workspace --import human_1,human_2 --a prod',
        'gnomon labels ./workspace --out labels.jsonl',
      ),
    )
    .action((workspace: string, flags: LabelsFlags) =>
      withEngine((engine) => labelsCommand(workspace, flags, engine)),
    );

  program
    .command('report <workspace>')
    .description("write a workspace's report, or the report of a report saved as JSON, decided anew")
    .option('--format <formats>', `one or several of ${REPORT_FORMAT_NAMES.join(', ')}`, 'html')
    .requiredOption('--out <path>', 'file for one format, folder for several')
    .option(
      '--redact <kinds>',
      'what is replaced in quoted texts: emails, phones, keys, or none',
      'emails,phones,keys',
    )
    .option('--redact-pattern <regex...>', "replace what matches as well (RE2's syntax)")
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON)')
    .addHelpText(
      'after',
      examples(
        'gnomon report ./workspace --format pdf --out decision.pdf',
        'gnomon report ./workspace --format html,pdf,md,json,junit --out ./report',
        'gnomon report report.json --format pdf --out again.pdf',
      ),
    )
    .action((workspace: string, flags: ReportFlags) =>
      withEngine((engine) => reportCommand(workspace, flags, engine)),
    );

  program
    .command('plan [workspace]')
    .description('the plan in force in a workspace and its looks; presets when no workspace is named')
    .option(
      '--preset <id>',
      'usual, strict, cost-saving or safety-critical: printed, or declared in the workspace',
    )
    .option('--declare <file>', 'put the plan of this file in force')
    .option('--by <name>', 'who declares it')
    .option('--note <text>', 'why it is changed')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'gnomon plan --preset cost-saving > plan.json',
        'gnomon plan ./workspace --declare plan.json --by "Ada Lovelace"',
        'gnomon plan ./workspace',
      ),
    )
    .action((workspace: string | undefined, flags: PlanFlags) => planCommand(workspace, flags));

  program
    .command('slices <workspace>')
    .description('where the shadow is worst, with control of false discoveries')
    .option('--limit <n>', 'rows to print', '20')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('gnomon slices ./workspace', 'gnomon slices ./workspace --json | jq .worst'),
    )
    .action((workspace: string, flags: SlicesFlags) =>
      withEngine((engine) => slicesCommand(workspace, flags, engine)),
    );

  program
    .command('rollout <workspace>')
    .description('the rollout plan, with where the data stands on it')
    .addOption(
      new Option(
        '--format <format>',
        'Argo Rollouts AnalysisTemplate and Rollout, Flagger Canary, or Markdown',
      )
        .choices([...ROLLOUT_FORMATS])
        .default('md'),
    )
    .option('--service <name>', 'service in the cluster (default: assistant)')
    .option('--namespace <name>', 'namespace in the cluster (default: default)')
    .option('--deployment <name>', 'deployment in the cluster; left out: called like the service')
    .option('--ingress <name>', 'ingress of nginx that splits the traffic; left out: the mesh or the pods do')
    .option('--port <number>', 'port of the service (default: 80)')
    .option(
      '--prometheus <url>',
      'Prometheus as the cluster reaches it (default: http://prometheus.monitoring:9090)',
    )
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON); left out: the declared plan')
    .option('--out <file>', 'file to write; left out: stdout')
    .addHelpText(
      'after',
      examples(
        'gnomon rollout ./workspace',
        'gnomon rollout ./workspace --format argo --service assistant | kubectl apply -f -',
      ),
    )
    .action((workspace: string, flags: RolloutFlags) =>
      withEngine((engine) => rolloutCommand(workspace, flags, engine)),
    );

  program
    .command('sign <workspace>')
    .description('who decided what, and how that compares with the figures of now; with --decision, signs')
    .option('--approver <name>', 'who decides')
    .addOption(new Option('--decision <decision>', 'what is decided').choices([...SIGNED_DECISIONS]))
    .option('--reason <text>', 'why; a decision against the verdict needs it')
    .option('--evidence <hash>', 'sign only while the figures are those with this hash (of a report)')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'gnomon sign ./workspace',
        'gnomon sign ./workspace --approver "M. Sato" --decision do-not-roll-out',
        'gnomon sign ./workspace --approver "M. Sato" --decision roll-out --reason "The old model is switched off."',
      ),
    )
    .action((workspace: string, flags: SignFlags) =>
      withEngine((engine) => signCommand(workspace, flags, engine)),
    );

  command(program, 'serve [logs...]', 'open the workbench in the browser, served on 127.0.0.1 only')
    .option('--port <number>', 'port; a free one when left out')
    .option('--open', 'open the default browser')
    .addHelpText('after', examples('gnomon serve', 'gnomon serve shadow.jsonl --open'))
    .action((logs: string[], flags: ServeFlags) => withEngine((engine) => serve(logs, flags, engine)));

  program
    .command('capture')
    .description(
      'stand in front of production, mirror a share of its requests to the shadow, and log both answers',
    )
    .option('--prod <url>', 'address of production, which answers the users')
    .option('--shadow <url>', 'address of the shadow, whose answers are only logged')
    .option('--out <file>', 'log to append to; it is what analyze and watch read')
    .option('--config <file>', 'settings (JSON); options on the command line win')
    .option('--sample <share>', 'share of requests to mirror, e.g. 25%; all when left out')
    .option(
      '--sample-by <source>',
      'random, header:NAME or body:PATH: the same value is always in or always out',
    )
    .option('--shadow-model <name>', 'model to ask the shadow for')
    .option('--shadow-key-env <name>', 'environment variable with the key of the shadow')
    .option('--reruns <share>', 'share of mirrored requests that production answers twice, e.g. 2%')
    .option('--budget <usd>', 'stop mirroring when this much is spent; needs prices in the settings')
    .option('--max-requests <n>', 'stop mirroring after this many calls')
    .option('--until <date>', 'stop mirroring at this time, e.g. 2026-12-31T18:00:00Z')
    .option('--port <number>', 'port to listen on; 8080 when left out')
    .option('--host <address>', 'address to listen on; 127.0.0.1 when left out')
    .option('--admin-port <number>', 'port for health, metrics and control; 9464 when left out')
    .addOption(
      new Option(
        '--example [kind]',
        'two fake models with known differences, traffic, capture, watch, verdict',
      )
        .choices(['good', 'bad'])
        .preset('bad'),
    )
    .addHelpText(
      'after',
      examples(
        'gnomon capture --prod https://api.openai.com --shadow https://api.openai.com --shadow-model new --sample 25% --out log.jsonl',
        'gnomon capture --config capture.json',
        'gnomon capture --example',
      ),
    )
    .action((flags: CaptureFlags & { example?: 'good' | 'bad' }) => {
      const { example, ...given } = flags;
      return example === undefined ? capture(given) : withEngine((engine) => captureExample(example, engine));
    });

  addLogOptions(
    program
      .command('watch <logs...>')
      .description('follow logs or folders of logs while they grow, and tell alerts and their all-clears'),
  )
    .option('--workspace <dir>', "folder to keep the pairs in; left out: in the user's application data")
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON)')
    .option('--every <time>', 'how often to look; 2s when left out')
    .option('--for <time>', 'stop after this long')
    .option('--once', 'look once')
    .option('--similarity [model]', 'measure how alike the outputs are as they come')
    .option('--webhook <url>', 'post alerts and all-clears there, as {"text": …} for Slack and its like')
    .option('--exit-on-alert', 'stop at the first alert')
    .addHelpText(
      'after',
      examples(
        'gnomon watch log.jsonl',
        'gnomon watch ./logs --webhook https://hooks.slack.com/services/…',
        'gnomon watch log.jsonl --for 30m --exit-on-alert && ./go-on.sh',
      ),
    )
    .action((logs: string[], flags: WatchFlags) => withEngine((engine) => watch(logs, flags, engine)));

  return program;
}

/** A command that analyses logs or an existing workspace. */
function command(program: Command, usage: string, description: string): Command {
  return addLogOptions(program.command(usage).description(description))
    .option(
      '--workspace <dir>',
      "folder to keep the imported pairs in; left out: in the user's application data",
    )
    .option('--plan <file>', 'criteria, thresholds, margins and level (JSON)');
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}

const EXIT_CODES = `
Exit codes: 0 done (gate: GO) · 1 gate: NO-GO · 2 gate: NOT ENOUGH DATA · 3 watch: an alert stands · 64 usage · 65 bad data · 66 no such file ·
70 internal · 73 read-only · 74 disk full · 75 workspace locked · 130 cancelled
`;
