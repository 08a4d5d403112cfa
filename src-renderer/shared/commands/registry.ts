import { useEffect, useId } from 'react';
import { create } from 'zustand';
import type { Command } from './command';

interface RegistryState {
  byOwner: ReadonlyMap<string, readonly Command[]>;
}

const useRegistry = create<RegistryState>()(() => ({ byOwner: new Map() }));

/** Offers commands while the calling component is on screen. Pass a list kept by useMemo. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  useEffect(() => {
    useRegistry.setState(({ byOwner }) => ({ byOwner: new Map(byOwner).set(owner, commands) }));
    return () =>
      useRegistry.setState(({ byOwner }) => {
        const rest = new Map(byOwner);
        rest.delete(owner);
        return { byOwner: rest };
      });
  }, [owner, commands]);
}

/** What can be done right now. */
export function currentCommands(): readonly Command[] {
  return [...useRegistry.getState().byOwner.values()].flat();
}

/** As currentCommands, kept up to date. */
export function useCurrentCommands(): readonly Command[] {
  const byOwner = useRegistry((state) => state.byOwner);
  return [...byOwner.values()].flat();
}
