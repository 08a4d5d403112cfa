import { type Command, Option } from 'commander';
import { analyze, type AnalyzeFlags } from './analyze';
import { gate } from './gate';
import { inspect } from './inspect';
import type { JudgeFlags } from './judge';
import { addLogOptions, type LogFlags } from './log-options';
import { models, type ModelsFlags } from './models';
import type { AnalysisFlags } from './run-analysis';
import { similarityCommand, type SimilarityFlags } from './similarity';
import { command, examples, type WithEngine } from './command';

/** Commands that import logs, measure and decide. */
export function addAnalysisCommands(program: Command, withEngine: WithEngine): void {
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
}
