import type { Topic } from '../topic.ts'

/** How answers will be analysed, decided before the first one. */
export const plan: Topic = {
  slug: 'plan',
  title: 'Analysis plan',
  lead: 'Decided before the first answer, frozen with its own SHA-256 when you publish. The first choice of each list is what published studies did.',
  keys: ['plan', 'samplePlan'],
  facts: ({ samplePlan }) => [
    {
      label: 'Surgeons aimed at',
      value: samplePlan ? String(samplePlan.surgeons) : 'not planned yet',
    },
  ],
  ways: [{ path: 'simulator', label: 'Plan the number of surgeons' }],
  sections: [
    {
      fields: [
        {
          path: 'plan.model',
          label: 'Model',
          kind: 'choice',
          choices: [
            {
              value: 'rating_scale',
              label: 'Rating scale model',
              explains: 'Less, equal and more are three ordered steps, the same for every comparator.',
            },
            {
              value: 'partial_credit',
              label: 'Partial credit model',
              explains:
                'Three ordered steps with distances of their own for every comparator; needs more answers.',
            },
            {
              value: 'dichotomous',
              label: 'Dichotomous Rasch model',
              explains: 'Only less and more count; ties are left out or halved.',
            },
            {
              value: 'paired',
              label: 'Paired comparison (Bradley–Terry)',
              explains: 'For linked and round robin designs, where comparators meet each other.',
            },
          ],
        },
        {
          path: 'plan.estimator',
          label: 'Estimator',
          kind: 'choice',
          choices: [
            {
              value: 'mml',
              label: 'Marginal maximum likelihood',
              explains: 'What jamovi and TAM use. The usual choice for Rasch models.',
            },
            {
              value: 'cml',
              label: 'Conditional maximum likelihood',
              explains: 'What eRm uses; needs no assumption about surgeons.',
            },
            {
              value: 'jmle',
              label: 'Joint maximum likelihood',
              explains: 'What Winsteps and Facets use; slightly too wide with few comparators.',
            },
            { value: 'ml', label: 'Maximum likelihood', explains: 'For paired comparison models.' },
          ],
        },
        {
          path: 'plan.tieRule',
          label: 'What “about equal” counts as',
          kind: 'choice',
          choices: [
            {
              value: 'middle_category',
              label: 'The middle step',
              explains: 'A third answer between less and more; keeps all information.',
            },
            { value: 'half_points', label: 'Half a point each', explains: 'For paired comparison models.' },
            { value: 'left_out', label: 'Left out', explains: 'Ties do not count; the share is reported.' },
          ],
        },
        {
          path: 'plan.readOut',
          label: 'Where the value is read off',
          kind: 'choice',
          choices: [
            {
              value: 'target_location',
              label: 'At the target',
              explains: 'The regression is read at the measure of the target.',
            },
            {
              value: 'comparator_mean',
              label: 'At the mean of the comparators',
              explains:
                'Always gives the mean of their work RVUs, whatever surgeons say: for checking a published number, not for a result.',
            },
            { value: 'none', label: 'Not at all', explains: 'For studies without targets.' },
          ],
        },
        {
          path: 'plan.exclusions',
          label: 'Who or what is left out',
          kind: 'lines',
          hint: 'One sentence a line, such as “Surgeons who answered fewer than half of the pairs.” May stay empty: nobody is left out.',
        },
        {
          path: 'plan.exclusionRules',
          label: 'Rules that the program applies by itself',
          kind: 'rules',
          optional: true,
          hint: 'One a line: “fewer than 10 judgements”, “median below 3 seconds”, “same answer throughout”, or a question with the answers that leave somebody out: “typical_patient = no”.',
        },
        {
          path: 'plan.include',
          label: 'Whose answers are analysed',
          kind: 'choice',
          optional: true,
          choices: [
            {
              value: 'completed',
              label: 'Those who answered to the end',
              explains: 'As published studies did; also when nothing is chosen.',
            },
            {
              value: 'started',
              label: 'Everybody who gave a judgement',
              explains: 'Nobody is lost, but who stopped early may differ from the others.',
            },
          ],
        },
        {
          path: 'plan.stoppingRule',
          label: 'When answers end',
          kind: 'area',
          hint: 'Such as “At the closing time, whatever was answered until then.” Never “when the result is clear”.',
        },
        { path: 'plan.notes', label: 'Notes', kind: 'area', optional: true },
      ],
    },
  ],
}
