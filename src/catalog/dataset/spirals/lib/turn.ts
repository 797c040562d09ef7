/** One and three quarter turns on 200 points: cosine and sine of 3.5π / 199. */
export const turn = { cos: 0.9984738782203788, sin: 0.05522603110450814 };

/** The arms begin this many points away from the centre, where both would be one. */
export const firstRadius = 8;
