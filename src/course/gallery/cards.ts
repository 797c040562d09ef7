/**
 * The examples to try. Each is a document in public/gallery, whose link and picture `node --import tsx
 * cli/gallery/make.ts` makes from its results.
 */
export interface GalleryCard {
  /** Of its document and its picture. */
  readonly name: string;
  /** As in its document. */
  readonly title: string;
  /** What one learns from it. */
  readonly says: string;
  /** How long it takes on two cores, and on which data. */
  readonly takes: string;
}

export const galleryCards: readonly GalleryCard[] = [
  {
    name: 'iris-in-a-second',
    title: 'Three learning rates on 150 flowers',
    says: 'One hardly moves, two arrive. The smallest experiment to start with.',
    takes: 'Iris · a second',
  },
  {
    name: 'how-deep',
    title: 'How deep can it be?',
    says: 'Depth 2 to 16 with two initialisations: where each of them stops learning.',
    takes: 'FashionMNIST · a few seconds',
  },
  {
    name: 'activations',
    title: 'Which activation?',
    says: 'ReLU, GELU, tanh, sigmoid and none at all, from the same weights.',
    takes: 'FashionMNIST · a few seconds',
  },
  {
    name: 'optimisers-by-rate',
    title: 'Optimiser or learning rate?',
    says: 'Four optimisers at four rates: plain SGD needs the right one, Adam forgives more.',
    takes: 'California housing · a few seconds',
  },
  {
    name: 'overfitting',
    title: 'Learning by heart',
    says: 'A wide network and 300 images: the training loss falls, the test loss rises.',
    takes: 'FashionMNIST · a few seconds',
  },
  {
    name: 'luck',
    title: 'How much is luck?',
    says: 'One network, five seeds: how large a difference must be to mean something.',
    takes: 'FashionMNIST · a few seconds',
  },
];
