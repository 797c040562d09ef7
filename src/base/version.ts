/** The lab's version, put in by the build; `development` where the sources run unbuilt. */
declare const A2_VERSION: string | undefined;

export const labVersion: string = typeof A2_VERSION === 'string' ? A2_VERSION : 'development';
