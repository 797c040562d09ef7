/** A circle on 200 points: cosine and sine of 2π / 200. */
export const turn = { cos: 0.9995065603657316, sin: 0.03141075907812829 };
