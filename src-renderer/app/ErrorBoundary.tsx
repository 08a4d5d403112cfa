import { Component, type ReactNode } from 'react';
import { type Problem, toProblem } from '../shared/api/problem';
import { Button } from '../shared/ui/Button';
import { ProblemPanel } from '../shared/ui/ProblemPanel';

interface BoundaryState {
  view: string;
  problem: Problem | null;
}

/** Keeps a defect of one screen from taking the frame with it; going elsewhere (another `view`) tries again. */
export class ErrorBoundary extends Component<{ view: string; children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { view: this.props.view, problem: null };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { problem: toProblem(error) };
  }

  static getDerivedStateFromProps({ view }: { view: string }, state: BoundaryState): BoundaryState | null {
    return view === state.view ? null : { view, problem: null };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <div className="screen">
        <ProblemPanel
          problem={this.state.problem}
          actions={
            <Button kind="primary" onPress={() => this.setState({ problem: null })}>
              Show the screen again
            </Button>
          }
        />
      </div>
    );
  }
}
