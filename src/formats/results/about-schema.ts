/** What a person wrote about a run: the same limits in a document, in the browser's store and on the page. */
import * as v from 'valibot';

export const aboutLimits = {
  /** Characters of a run's name. */
  name: 200,
  /** Characters of its notes. */
  notes: 4_000,
  tags: 20,
  /** Characters of a tag. */
  tag: 40,
} as const;

export const notesSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(aboutLimits.notes));

/** Tags are typed with commas between them, on one line. */
export const tagSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(aboutLimits.tag),
  v.regex(/^[^,\p{Cc}]+$/u, 'a tag without commas and line breaks'),
);

export const tagsSchema = v.pipe(v.array(tagSchema), v.minLength(1), v.maxLength(aboutLimits.tags));

export const aboutSchema = v.looseObject({
  name: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(aboutLimits.name))),
  notes: v.exactOptional(notesSchema),
  tags: v.exactOptional(tagsSchema),
});
