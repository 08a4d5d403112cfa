import { JUDGEMENTS_FILE, readEntry, readIndexedEntry, toShown } from '@core/judge/journal-entry';
import { JudgementIndex } from '@core/judge/judgement-index';
import type { JudgeEntry } from '@core/model/judge';
import type { ShownJudgement } from '@core/model/judge-run';
import type { Journal } from '@core/ports/journal';
import { journalBytes, openJournal } from '../../adapters/workspace/journal';

/** The judgements of one workspace, as far as they have been read. */
interface Known {
  index: JudgementIndex;
  damaged: { line: number; reason: string }[];
  end: number;
  reading: Promise<void>;
}

/** Workspaces whose journal is kept in memory: reading goes on where it ended. */
const MOST_KNOWN = 3;
const known = new Map<string, Known>();

/** The index over a workspace's judgements, brought up to date with the file. */
export async function readJudgements(workspace: string): Promise<Pick<Known, 'index' | 'damaged'>> {
  const held = known.get(workspace) ?? {
    index: new JudgementIndex(),
    damaged: [],
    end: 0,
    reading: Promise.resolve(),
  };
  known.delete(workspace);
  known.set(workspace, held);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  // One after the other: two readings from the same place would both count its damaged lines.
  held.reading = held.reading.catch(() => {}).then(() => readOn(workspace, held));
  await held.reading;
  return held;
}

async function readOn(workspace: string, held: Known): Promise<void> {
  // A file that has become shorter is another one, as after a folder was restored from a backup.
  if ((await journalBytes(workspace, JUDGEMENTS_FILE)) < held.end) {
    held.index = new JudgementIndex();
    held.damaged = [];
    held.end = 0;
  }
  const content = await openJournal(workspace, JUDGEMENTS_FILE, readIndexedEntry).read(held.end);
  for (const entry of content.entries) held.index.add(entry);
  held.damaged.push(...content.damaged);
  held.end = content.end;
}

/** For writing, and for reading with the judge's words. */
export function openJudgementJournal(workspace: string): Journal<JudgeEntry> {
  return openJournal(workspace, JUDGEMENTS_FILE, readEntry);
}

/** Judgements with their words that pass a test, newest first. */
export async function shownJudgements(
  workspace: string,
  test: (judgement: ShownJudgement) => boolean,
): Promise<ShownJudgement[]> {
  const found: ShownJudgement[] = [];
  const journal = openJournal(workspace, JUDGEMENTS_FILE, (value) => {
    const entry = readEntry(value);
    if (entry.kind === 'judgement') {
      const shown = toShown(entry);
      if (test(shown)) found.push(shown);
    }
    return null;
  });
  await journal.read();
  return found.toReversed();
}
