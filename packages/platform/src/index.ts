/** The platform as a library: for a process of one's own around it. The command line is `kindcart`. */
export { migrate } from './database/migrate.ts';
export { type OpenDatabase, type OpenOptions, openDatabase } from './database/open.ts';
export { createPlatform, type Platform, type PlatformOptions } from './platform.ts';
