import { type Command, Option } from 'commander';
import { EXPORT_FORMATS } from '@core/model/api/explore';
import { REPORT_FORMAT_NAMES } from '@core/model/report';
import { ROLLOUT_FORMATS } from '@core/model/rollout';
import { SIGNED_DECISIONS } from '@core/model/sign-off';
import { exportCommand, type ExportFlags } from './export';
import { type LabelsFlags, labelsCommand } from './labels';
import { planCommand, type PlanFlags } from './plan';
import { reportCommand, type ReportFlags } from './report';
import { rolloutCommand, type RolloutFlags } from './rollout';
import { signCommand, type SignFlags } from './sign';
import { slicesCommand, type SlicesFlags } from './slices';
import { examples, type WithEngine } from './command';

/** Commands on the pairs and the decision of a workspace. */
export function addWorkspaceCommands(program: Command, withEngine: WithEngine): void {
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
}
