// The three engines and the flags that each needs here, in one place: the test runner, the
// end-to-end driver and the screenshots start the same browsers in the same way.
import type { LaunchOptions } from 'puppeteer-core';
import { requireProgram } from '../bootstrap/programs.mjs';

/** Every engine a page is tested in. */
export const engineNames = ['chromium', 'firefox', 'webkit'] as const;

/** One of the three engines. */
export type EngineName = (typeof engineNames)[number];

/** Whether a text names an engine. */
export function isEngineName(text: string): text is EngineName {
  return engineNames.some((name) => name === text);
}

// Nothing may leave the machine, and software rendering is all there is in a container.
const chromiumFlags = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-sync',
  '--disable-component-update',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

const firefoxPreferences = {
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
  // Bars that lie over the page, as in the other engines: the page keeps the width asked for.
  'ui.useOverlayScrollbars': 1,
};

/** How puppeteer starts Chromium here. */
export function chromiumLaunchOptions(): LaunchOptions {
  return { headless: true, executablePath: requireProgram('chromium'), args: [...chromiumFlags] };
}

/** How puppeteer starts Firefox here, over WebDriver BiDi. */
export function firefoxLaunchOptions(): LaunchOptions {
  return {
    browser: 'firefox',
    headless: true,
    executablePath: requireProgram('firefox'),
    extraPrefsFirefox: { ...firefoxPreferences },
  };
}

/**
 * What a WebDriver session asks for to get WebKit in MiniBrowser. Classic WebDriver is enforced
 * because the driver speaks no BiDi and webdriverio would wait for it.
 */
export function webKitCapabilities(extraArguments: readonly string[] = []) {
  return {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': {
      binary: requireProgram('miniBrowser'),
      args: ['--automation', ...extraArguments],
    },
  };
}
