import { keyCaps } from './keys';

const MAC = navigator.platform.startsWith('Mac');

/** The keys of a command as key caps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {keyCaps(keys, MAC).map((press) => (
        <kbd key={press.join('+')}>{press.join(MAC ? '' : '+')}</kbd>
      ))}
    </span>
  );
}
