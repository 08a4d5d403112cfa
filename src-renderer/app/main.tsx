import '../shared/styles/tokens.css';
import '../shared/styles/base.css';
import '../shared/styles/controls.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { queryClient } from '../shared/api/queries';
import { takeToken } from '../shared/api/token';
import { adoptPlotStyles } from '../shared/plot/plot-styles';
import { applyStoredTheme } from '../shared/theme';
import { App } from './App';

takeToken();
applyStoredTheme();
adoptPlotStyles();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en-US">
        <App />
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
