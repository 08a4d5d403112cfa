import { type Command, Option } from 'commander';
import { capture } from './capture';
import { captureExample } from './capture-example';
import type { CaptureFlags } from '../capture/config-of-flags';
import { addLogOptions } from './log-options';
import { serve, type ServeFlags } from './serve';
import { watch, type WatchFlags } from './watch';
import { command, examples, type WithEngine } from './command';

/** Commands that go on until they are stopped. */
export function addRunningCommands(program: Command, withEngine: WithEngine): void {
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
}
