/** The lab's version, set by the build; `development` when running from the sources. */
declare const A2_VERSION: string | undefined;

export const labVersion: string = typeof A2_VERSION === 'string' ? A2_VERSION : 'development';
