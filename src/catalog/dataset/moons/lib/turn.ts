/** Half a circle on 200 points: cosine and sine of π / 199. */
export const turn = { cos: 0.9998753895176573, sin: 0.015786242013636962 };
