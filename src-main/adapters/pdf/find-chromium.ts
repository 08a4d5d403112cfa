import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  // Every Windows has it.
  'Microsoft/Edge/Application/msedge.exe',
];

/**
 * A browser of the Chromium family on this machine, which can print pages to PDF; null when there is none.
 * `GNOMON_CHROMIUM` names one, and then no other is taken.
 */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const named = env['GNOMON_CHROMIUM'];
  const candidates = named ? [named] : [...onPath(env, platform), ...usualPlaces(env, platform)];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function onPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const ending = platform === 'win32' ? '.exe' : '';
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command + ending)));
}

function usualPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin')
    return MAC_APPS.flatMap((app) => {
      const program = `Applications/${app}.app/Contents/MacOS/${app}`;
      return [`/${program}`, ...(env['HOME'] ? [join(env['HOME'], program)] : [])];
    });
  if (platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
      const folder = env[variable];
      return folder ? WINDOWS_PROGRAMS.map((program) => join(folder, program)) : [];
    });
  return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}
