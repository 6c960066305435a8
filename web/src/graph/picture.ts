export interface PictureNode { id: string; label: string; classes: Set<string> }
export async function pictureOf(_place: HTMLElement, _edges: { from: PictureNode; to: PictureNode; label: string }[]): Promise<void> {}
