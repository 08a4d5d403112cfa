/** Columns that are empty until something is done, and what that is. */
export const COLUMN_NEEDS: readonly { columns: readonly string[]; title: string; todo: string }[] = [
  {
    columns: ['similarity', 'class', 'flags'],
    title: 'No similarity has been measured yet',
    todo: 'Measure it from the Overview: it compares the answers of each pair on this machine.',
  },
  {
    columns: ['judge', 'judge_score', 'judge_how', 'judge_sampled'],
    title: 'No pair has been judged yet',
    todo: 'Run a judge first.',
  },
  { columns: ['label', 'label_tags'], title: 'No pair has a label yet', todo: 'Open a pair and label it.' },
  {
    columns: ['judge_agreement'],
    title: 'No pair has both a label and a judge’s verdict yet',
    todo: 'Label pairs that were judged.',
  },
];
