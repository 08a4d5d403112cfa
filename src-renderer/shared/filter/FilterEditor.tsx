import { ArrowLeft, Search } from 'lucide-react';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Heading,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import type { PairColumn } from '@core/model/pair-columns';
import type { PairCondition, PairFilter } from '@core/model/pair-filter';
import { safeText } from '@core/model/visible-text';
import { useExploreColumns } from '../api/explore-queries';
import { Button } from '../ui/Button';
import { RangeForm } from './RangeForm';
import { SampleForm } from './SampleForm';
import { TextForm } from './TextForm';
import { ValuesForm } from './ValuesForm';
import { useFilterEditor } from './filter-editor';
import './filter.css';

/** What a condition can be about: a column, or one of the questions that are about the whole pair. */
type Subject =
  | { kind: 'column'; column: PairColumn }
  | { kind: 'text' }
  | { kind: 'sample' }
  | { kind: 'ready'; condition: PairCondition };

interface Offer {
  id: string;
  label: string;
  detail: string;
  subject: Subject;
}

const SPECIAL: readonly Offer[] = [
  {
    id: 'text',
    label: 'Text',
    detail: 'words or a pattern in prompt and outputs',
    subject: { kind: 'text' },
  },
  {
    id: 'differs',
    label: 'Outputs differ',
    detail: 'both answered, and not the same',
    subject: { kind: 'ready', condition: { kind: 'differs' } },
  },
  {
    id: 'prod-right',
    label: 'Only production was right',
    detail: 'by the log, a person or the judge',
    subject: { kind: 'ready', condition: { kind: 'prod-right' } },
  },
  { id: 'sample', label: 'Random sample', detail: 'the same for the same seed', subject: { kind: 'sample' } },
];

const KIND_DETAIL: Readonly<Record<PairColumn['kind'], string>> = {
  number: 'a range',
  time: 'a span of time',
  category: 'one of its values',
  list: 'any of its values',
  id: 'by itself',
  text: 'text',
};

interface FilterEditorProps {
  workspace: string;
  filter: PairFilter;
  onChange: (filter: PairFilter) => void;
}

/** Adds a condition to the filter, or changes one; all of it by keyboard. */
export function FilterEditor({ workspace, filter, onChange }: FilterEditorProps) {
  const editing = useFilterEditor((state) => state.editing);
  const close = useFilterEditor((state) => state.close);
  return (
    <ModalOverlay
      isOpen={editing !== undefined}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      isDismissable
      className="overlay"
    >
      <Modal className="modal">
        <Dialog aria-label={editing === null ? 'Add a condition' : 'Change a condition'}>
          {editing !== undefined && (
            <Steps
              workspace={workspace}
              filter={filter}
              index={editing}
              onDone={(next) => {
                onChange(next);
                close();
              }}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface StepsProps {
  workspace: string;
  filter: PairFilter;
  index: number | null;
  onDone: (filter: PairFilter) => void;
}

function Steps({ workspace, filter, index, onDone }: StepsProps) {
  const { data } = useExploreColumns(workspace);
  const known = data?.columns ?? [];
  const current = index === null ? undefined : filter[index];
  const [chosen, setChosen] = useState<Subject | null>(null);
  const subject = chosen ?? (current ? subjectOf(current, known) : null);
  const others = index === null ? filter : filter.toSpliced(index, 1);
  const put = (condition: PairCondition) =>
    onDone(index === null ? [...filter, condition] : filter.toSpliced(index, 1, condition));
  const choose = (next: Subject) => (next.kind === 'ready' ? put(next.condition) : setChosen(next));

  if (subject === null) return <Subjects known={known} onChoose={choose} />;
  return (
    <div className="filter-editor">
      <header>
        <Button
          kind="quiet"
          square
          aria-label="Another column"
          onPress={() => setChosen(null)}
          isDisabled={index !== null}
        >
          <ArrowLeft className="icon" aria-hidden />
        </Button>
        <Heading slot="title">{titleOf(subject)}</Heading>
      </header>
      {subject.kind === 'text' && (
        <TextForm current={current?.kind === 'text' ? current : null} onDone={put} />
      )}
      {subject.kind === 'sample' && (
        <SampleForm current={current?.kind === 'sample' ? current : null} onDone={put} />
      )}
      {subject.kind === 'column' && (
        <ColumnForm
          workspace={workspace}
          others={others}
          current={current}
          column={subject.column}
          onDone={put}
        />
      )}
    </div>
  );
}

function ColumnForm({
  workspace,
  others,
  current,
  column,
  onDone,
}: {
  workspace: string;
  others: PairFilter;
  current: PairCondition | undefined;
  column: PairColumn;
  onDone: (condition: PairCondition) => void;
}) {
  if (column.kind === 'number' || column.kind === 'time')
    return <RangeForm column={column} current={current?.kind === 'range' ? current : null} onDone={onDone} />;
  const listed = current?.kind === 'any-of' || current?.kind === 'none-of' || current?.kind === 'has';
  return (
    <ValuesForm
      workspace={workspace}
      others={others}
      column={column}
      current={listed ? current : null}
      onDone={onDone}
    />
  );
}

function Subjects({
  known,
  onChoose,
}: {
  known: readonly PairColumn[];
  onChoose: (subject: Subject) => void;
}) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const offers = [
    ...SPECIAL,
    ...known
      .filter(({ kind }) => kind !== 'text')
      .map((column): Offer => ({
        id: `column ${column.name}`,
        label: safeText(column.label),
        detail: KIND_DETAIL[column.kind],
        subject: { kind: 'column', column },
      })),
  ];
  return (
    <Autocomplete filter={contains}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens the editor wants to type */}
      <SearchField aria-label="What to filter by" autoFocus className="palette-field">
        <Search className="icon faint" aria-hidden />
        <Input placeholder="Filter by…" />
      </SearchField>
      <Menu
        className="menu palette-list"
        aria-label="What to filter by"
        renderEmptyState={() => <p className="palette-none">No such column</p>}
      >
        {offers.map((offer) => (
          <MenuItem
            key={offer.id}
            id={offer.id}
            textValue={offer.label}
            className="menu-item"
            onAction={() => onChoose(offer.subject)}
          >
            <span className="menu-label">{offer.label}</span>
            <span className="menu-detail">{offer.detail}</span>
          </MenuItem>
        ))}
      </Menu>
    </Autocomplete>
  );
}

function titleOf(subject: Subject): string {
  if (subject.kind === 'column') return safeText(subject.column.label);
  return subject.kind === 'sample' ? 'Random sample' : 'Text';
}

/** Null for what has nothing to set: it is chosen anew. */
function subjectOf(condition: PairCondition, known: readonly PairColumn[]): Subject | null {
  if (condition.kind === 'text' || condition.kind === 'sample') return { kind: condition.kind };
  if (!('column' in condition)) return null;
  const column = known.find(({ name }) => name === condition.column);
  return column ? { kind: 'column', column } : null;
}
