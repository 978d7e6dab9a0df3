-- Printed by `npm run db` from the files of modules/monitoring/server/features. Do not edit.

-- household.ts

-- householdGroup
select
  h.county,
  h.id as subject,
  h.kind,
  h.monitored,
  h.monitored is not null
  and h.cleared_month is null as under_watch,
  h.monitored is not null
  and h.cleared_month is not null as cleared,
  h.size,
  h.relocated,
  h.no_labour_backstop as backstop,
  h.epidemic,
  $1::date - (
    h.identified_month + interval '1 month' - interval '1 day'
  )::date as days_identified,
  (
    (
      extract(
        year
        from
          $2::date
      ) - extract(
        year
        from
          h.identified_month
      )
    ) * 12 + extract(
      month
      from
        $3::date
    ) - extract(
      month
      from
        h.identified_month
    )
  )::int as months_identified,
  (
    (
      extract(
        year
        from
          $4::date
      ) - extract(
        year
        from
          h.cleared_month
      )
    ) * 12 + extract(
      month
      from
        $5::date
    ) - extract(
      month
      from
        h.cleared_month
    )
  )::int as months_cleared,
  (
    extract(
      year
      from
        age ($6::timestamp, (h.visited_on)::timestamp)
    ) * 12 + extract(
      month
      from
        age ($7::timestamp, (h.visited_on)::timestamp)
    )
  )::int as months_since_visit,
  h.house_unsafe as house_unsafe_seen,
  h.school_dropout as dropout_seen,
  h.water_unsafe as water_unsafe_seen,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $8 = any (h.risks)
  ) as watched_illness,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $9 = any (h.risks)
  ) as watched_school,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $10 = any (h.risks)
  ) as watched_disability,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $11 = any (h.risks)
  ) as watched_disaster,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $12 = any (h.risks)
  ) as watched_accident,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $13 = any (h.risks)
  ) as watched_work,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $14 = any (h.risks)
  ) as watched_labour,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $15 = any (h.risks)
  ) as watched_house,
  (
    h.monitored is not null
    and h.cleared_month is null
    and $16 = any (h.risks)
  ) as watched_water
from
  households.household_public h
where
  h.state = 'living';

-- members.ts

-- memberGroup
select
  m.county,
  m.subject,
  count(*) filter (
    where
      not (
        m.born > ($1::date - make_interval(years => $2))::date
      )
      and m.born > ($3::date - make_interval(years => $4))::date
  ) as "working_age",
  count(*) filter (
    where
      not (
        m.born > ($5::date - make_interval(years => $6))::date
      )
  ) as "aged",
  count(*) filter (
    where
      m.born > ($7::date - make_interval(years => $8))::date
  ) as "children",
  count(*) filter (
    where
      m.labour in ('ordinary', 'skilled')
  ) as "labourers",
  count(*) filter (
    where
      m.labour = 'weak'
  ) as "weak_labourers",
  count(*) filter (
    where
      m.labour is null
      and coalesce(
        not (
          m.born > ($9::date - make_interval(years => $10))::date
        ),
        true
      )
  ) as "labour_unknown",
  count(*) filter (
    where
      m.works_away
  ) as "workers_away",
  count(*) filter (
    where
      'serious' = any (m.health)
  ) as "serious_ill",
  count(*) filter (
    where
      'chronic' = any (m.health)
  ) as "chronic_ill",
  count(*) filter (
    where
      m.on_service is not true
      and (
        (
          i.kind = 'uninsured'
          and i.exemption is null
        )
        or (
          i.kind is null
          and m.insured_resident is false
          and m.insured_worker is false
        )
      )
  ) as "uninsured",
  case
    when max(poor.people) is null then 0
    else greatest(
      0,
      count(*) filter (
        where
          i.kind = 'resident'
          and i.subsidy_class is null
      ) - greatest(0, count(*) - max(poor.people))
    )
  end as "premium_unaided",
  count(*) filter (
    where
      coalesce(e.state, e.state_before) in ('dropout', 'suspectedDropout')
      and coalesce(e.stage, e.stage_before) in ('primary', 'junior', 'special')
      and m.born > ($11::date - interval '18 years')
  ) as "dropouts",
  case
    when bool_or(
      t.enrolment
      and m.born > make_date($12::int, 8, 31)
    ) then count(*) filter (
      where
        m.born > make_date($13::int, 8, 31)
        and m.born <= make_date($14::int, 8, 31)
        and e.state is null
        and not coalesce(
          coalesce(e.state, e.state_before) in ('dropout', 'suspectedDropout')
          and coalesce(e.stage, e.stage_before) in ('primary', 'junior', 'special')
          and m.born > ($15::date - interval '18 years'),
          false
        )
        and (
          m.dropout_reason is not null
          or m.schooling = 'preschoolAge'
          or (
            m.schooling is null
            and m.education is not null
          )
          or (
            e.state_before = 'graduated'
            and e.stage_before = 'primary'
            and coalesce(m.schooling, 'primary') in ('primary', 'kindergarten')
          )
        )
    )
  end as "out_of_school",
  count(*) filter (
    where
      e.state = 'homeTaught'
  ) as "home_taught",
  count(*) filter (
    where
      e.boards
      and e.state = 'enrolled'
      and e.stage in ('primary', 'junior', 'special')
  ) as "boarders",
  count(*) filter (
    where
      coalesce(e.state, e.state_before) = 'enrolled'
      and coalesce(e.stage, e.stage_before) in (
        'senior',
        'vocational',
        'college',
        'university',
        'graduate'
      )
  ) as "later_students",
  sum(e.net_cost) filter (
    where
      coalesce(e.state, e.state_before) = 'enrolled'
      and coalesce(e.stage, e.stage_before) in (
        'senior',
        'vocational',
        'college',
        'university',
        'graduate'
      )
  ) as "school_cost",
  count(*) filter (
    where
      coalesce(c.grade, m.disability_grade) is not null
  ) as "disabled",
  count(*) filter (
    where
      coalesce(c.grade, m.disability_grade) <= 2
  ) as "severely_disabled",
  (
    extract(
      year
      from
        age ($16::timestamp, (max(c.new_on))::timestamp)
    ) * 12 + extract(
      month
      from
        age ($17::timestamp, (max(c.new_on))::timestamp)
    )
  )::int as "new_disability_months",
  case
    when bool_or("paid"."minimum") then true
    when bool_or(t.relief) then false
    else bool_or("m"."low_income")
  end as "in_minimum",
  case
    when bool_or("paid"."destitute") then true
    when bool_or(t.relief) then false
    else bool_or("m"."destitute")
  end as "in_destitute",
  coalesce(bool_or(paid.marginal), false) as "in_marginal",
  (
    extract(
      year
      from
        age (
          $18::timestamp,
          (
            min(paid.minimum_from) filter (
              where
                paid.minimum
            )
          )::timestamp
        )
    ) * 12 + extract(
      month
      from
        age (
          $19::timestamp,
          (
            min(paid.minimum_from) filter (
              where
                paid.minimum
            )
          )::timestamp
        )
    )
  )::int as "new_minimum_months",
  sum(paid.temporary) as "temporary_relief",
  case
    when bool_or(t.allowance) then case
      when case
        when bool_or("paid"."minimum") then true
        when bool_or(t.relief) then false
        else bool_or("m"."low_income")
      end
      or case
        when bool_or("paid"."destitute") then true
        when bool_or(t.relief) then false
        else bool_or("m"."destitute")
      end then count(*) filter (
        where
          coalesce(c.grade, m.disability_grade) is not null
          and coalesce(
            c.issued_on <= ($20::date - make_interval(months => $21))::date,
            true
          )
          and paid.allowance is not true
      )
      else count(*) filter (
        where
          coalesce(c.grade, m.disability_grade) <= 2
          and coalesce(
            c.issued_on <= ($22::date - make_interval(months => $23))::date,
            true
          )
          and paid.allowance is not true
      )
    end
  end as "allowance_missing",
  count(*) filter (
    where
      spell.goes_on
  ) as "workers",
  case
    when bool_or(t.employment) then count(*) filter (
      where
        spell.recent
    )
  end as "worked_recently",
  count(*) filter (
    where
      lost.lost_on >= coalesce(spell.newest, lost.lost_on)
  ) as "job_losers",
  (
    extract(
      year
      from
        age (
          $24::timestamp,
          (
            max(lost.lost_on) filter (
              where
                lost.lost_on >= coalesce(spell.newest, lost.lost_on)
            )
          )::timestamp
        )
    ) * 12 + extract(
      month
      from
        age (
          $25::timestamp,
          (
            max(lost.lost_on) filter (
              where
                lost.lost_on >= coalesce(spell.newest, lost.lost_on)
            )
          )::timestamp
        )
    )
  )::int as "job_lost_months"
from
  pg_temp.household_member m
  left join pg_temp.household_town t on t.county = m.county
  and t.town = m.division / 1000
  left join pg_temp.household_card c on c.county = m.county
  and c.person = m.person
  left join departments.insurance_public i on i.county = m.county
  and i.person = m.person
  and i.year = $26::int
  left join (
    select
      r.county,
      r.person,
      max(coalesce(r.people, 1000)) as people
    from
      "departments"."relief_public" r
    where
      r.kind in ('minimum', 'destitute')
      and r.period >= (
        date_trunc('month', $27::date) - make_interval(months => $28)
      )::date
      and r.period <= $29::date
    group by
      r.county,
      r.person
  ) poor on poor.county = m.county
  and poor.person = m.person
  left join (
    select
      r.county,
      r.person,
      max(r.state) filter (
        where
          r.school_year = $30::int
      ) as state,
      max(r.stage) filter (
        where
          r.school_year = $31::int
      ) as stage,
      bool_or(r.is_boarding) filter (
        where
          r.school_year = $32::int
      ) as boards,
      max(r.state) filter (
        where
          r.school_year = $33::int
      ) as state_before,
      max(r.stage) filter (
        where
          r.school_year = $34::int
      ) as stage_before,
      coalesce(
        max(r.net_cost) filter (
          where
            r.school_year = $35::int
            and r.stage in (
              'senior',
              'vocational',
              'college',
              'university',
              'graduate'
            )
        ),
        max(r.net_cost) filter (
          where
            r.school_year = $36::int
            and r.stage in (
              'senior',
              'vocational',
              'college',
              'university',
              'graduate'
            )
        )
      ) as net_cost
    from
      "departments"."enrolment_public" r
    where
      r.school_year in ($37::int, $38::int)
    group by
      r.county,
      r.person
  ) e on e.county = m.county
  and e.person = m.person
  and m.born > make_date($39::int, 8, 31)
  left join (
    select
      r.county,
      r.person,
      coalesce(
        bool_or(r.kind = $40::text) filter (
          where
            r.period >= (
              date_trunc('month', $41::date) - make_interval(months => $42)
            )::date
            and r.period <= $43::date
            and (
              r.to_on is null
              or r.to_on >= $44::date
            )
        ),
        false
      ) as minimum,
      coalesce(
        bool_or(r.kind = $45::text) filter (
          where
            r.period >= (
              date_trunc('month', $46::date) - make_interval(months => $47)
            )::date
            and r.period <= $48::date
            and (
              r.to_on is null
              or r.to_on >= $49::date
            )
        ),
        false
      ) as destitute,
      coalesce(
        bool_or(r.kind = $50::text) filter (
          where
            r.period >= (
              date_trunc('month', $51::date) - make_interval(months => $52)
            )::date
            and r.period <= $53::date
            and (
              r.to_on is null
              or r.to_on >= $54::date
            )
        ),
        false
      ) as marginal,
      coalesce(
        bool_or(r.kind = $55::text) filter (
          where
            r.period >= (
              date_trunc('month', $56::date) - make_interval(months => $57)
            )::date
            and r.period <= $58::date
            and (
              r.to_on is null
              or r.to_on >= $59::date
            )
        ),
        false
      ) as allowance,
      min(coalesce(r.from_on, r.period)) filter (
        where
          r.kind = 'minimum'
      ) as minimum_from,
      sum(r.amount) filter (
        where
          r.kind = 'temporary'
          and r.period > ($60::date - make_interval(months => $61))::date
      ) as temporary
    from
      "departments"."relief_public" r
    where
      r.period <= $62::date
    group by
      r.county,
      r.person
  ) paid on paid.county = m.county
  and paid.person = m.person
  left join (
    select
      r.county,
      r.person,
      max(r.from_on) as newest,
      bool_or(
        r.to_on is null
        or r.to_on >= $63::date
      ) as goes_on,
      bool_or(
        r.to_on is null
        or r.to_on > ($64::date - make_interval(months => $65))::date
      ) as recent
    from
      "departments"."employment_public" r
    where
      r.from_on <= $66::date
    group by
      r.county,
      r.person
  ) spell on spell.county = m.county
  and spell.person = m.person
  left join (
    select
      r.county,
      r.person,
      max(r.registered_on) as lost_on
    from
      "departments"."unemployment_public" r
    where
      r.registered_on > ($67::date - make_interval(months => $68))::date
      and r.registered_on <= $69::date
      and (
        r.returned_on is null
        or r.returned_on > $70::date
      )
    group by
      r.county,
      r.person
  ) lost on lost.county = m.county
  and lost.person = m.person
group by
  m.county,
  m.subject;

-- towns.ts

-- townsHeardOf
select
  (t.town / 1000)::int as county,
  t.town,
  exists (
    select
    from
      "departments"."employment_public" r
    where
      r.county = t.town / 1000
      and r.division >= t.town * 1000
      and r.division < t.town * 1000 + 1000
      and r.from_on <= $1::date
  ) as employment,
  exists (
    select
    from
      "departments"."enrolment_public" r
    where
      r.county = t.town / 1000
      and r.division >= t.town * 1000
      and r.division < t.town * 1000 + 1000
      and r.school_year = $2::int
  ) as enrolment,
  exists (
    select
    from
      "departments"."relief_public" r
    where
      r.county = t.town / 1000
      and r.division >= t.town * 1000
      and r.division < t.town * 1000 + 1000
      and r.kind in ('minimum', 'destitute')
      and r.period >= (
        date_trunc('month', $3::date) - make_interval(months => $4)
      )::date
      and r.period <= $5::date
      and (
        r.to_on is null
        or r.to_on >= $6::date
      )
  ) as relief,
  exists (
    select
    from
      "departments"."relief_public" r
    where
      r.county = t.town / 1000
      and r.division >= t.town * 1000
      and r.division < t.town * 1000 + 1000
      and r.kind = 'disabilityAllowance'
      and r.period >= (
        date_trunc('month', $7::date) - make_interval(months => $8)
      )::date
      and r.period <= $9::date
      and (
        r.to_on is null
        or r.to_on >= $10::date
      )
  ) as allowance,
  exists (
    select
    from
      "monitoring"."measure_public" r
    where
      r.county = t.town / 1000
      and r.division >= t.town * 1000
      and r.division < t.town * 1000 + 1000
      and true
  ) as measures
from
  (
    select distinct
      division / 1000 as town
    from
      pg_temp.rules_subject
  ) t;

-- income.ts

-- incomeGroup
with
  statement as (
    select
      i.county,
      i.household,
      i.moment,
      i.window_to,
      i.per_person,
      i.per_person_reference,
      i.wage,
      i.wage + i.business + i.property + i.transfer as earned
    from
      households.income_public i
    where
      i.window_to <= $1::date
  ),
  newest as (
    select distinct
      on (county, household) county,
      household,
      moment,
      window_to,
      per_person,
      per_person_reference,
      wage * 100.0 / nullif(earned, 0) as wage_share
    from
      statement
    order by
      county,
      household,
      window_to desc,
      moment
  ),
  yearly as (
    -- Only the newest collection is compared, and only with that of the year before it.
    select distinct
      on (county, household) county,
      household,
      per_person,
      case
        when before_to = (window_to - interval '1 year')::date then before
      end as before
    from
      (
        select
          county,
          household,
          window_to,
          per_person,
          lag(per_person) over before as before,
          lag(window_to) over before as before_to
        from
          statement
        where
          moment = 'yearly'
        window
          before as (
            partition by
              county,
              household
            order by
              window_to
          )
      ) y
    order by
      county,
      household,
      window_to desc
  )
select
  n.county,
  n.household as subject,
  n.per_person as income_per_person,
  n.moment as income_window,
  (
    (
      extract(
        year
        from
          $2::date
      ) - extract(
        year
        from
          n.window_to
      )
    ) * 12 + extract(
      month
      from
        $3::date
    ) - extract(
      month
      from
        n.window_to
    )
  )::int as income_age_months,
  n.per_person_reference as reference_per_person,
  round(n.wage_share, 1)::float8 as wage_share,
  y.before as income_before,
  case
    when y.before > 0 then round((y.before - y.per_person) * 100.0 / y.before, 1)::float8
  end as income_fall
from
  newest n
  left join yearly y on y.county = n.county
  and y.household = n.household;

-- medical.ts

-- medicalGroup
with
  outpatient as (
    select
      b.county,
      b.household,
      max(b.self_paid) as most
    from
      (
        select
          r.county,
          r.household,
          sum(r.self_paid) as self_paid
        from
          departments.medical_expense_public r
        where
          r.kind in ('chronic', 'outpatient')
          and r.settled_on >= (
            date_trunc('month', $1::date) - make_interval(months => $2)
          )::date
          and r.settled_on <= $3::date
        group by
          r.county,
          r.household,
          r.person,
          date_trunc('month', r.settled_on)
      ) b
    group by
      b.county,
      b.household
  ),
  since_cleared as (
    select
      r.county,
      r.household,
      sum(r.self_paid) as self_paid
    from
      departments.medical_expense_public r
      join households.household_public h on h.county = r.county
      and h.id = r.household
      and h.cleared_month is not null
    where
      r.settled_on > ($4::date - make_interval(months => $5))::date
      and r.settled_on <= $6::date
      and r.settled_on >= h.cleared_month + interval '1 month'
    group by
      r.county,
      r.household
  ),
  total as (
    select
      r.county,
      r.household,
      sum(r.self_paid) filter (
        where
          r.settled_on > ($7::date - make_interval(months => $8))::date
      ) as rolling,
      sum(r.self_paid) filter (
        where
          r.settled_on < (
            date_trunc('month', $9::date) - make_interval(months => $10)
          )::date
      ) as identification,
      max(r.self_paid) filter (
        where
          r.settled_on > ($11::date - make_interval(months => $12))::date
          and r.kind = 'inpatient'
      ) as inpatient,
      max(r.settled_on) as newest
    from
      departments.medical_expense_public r
    where
      r.settled_on >= (
        date_trunc('month', $13::date) - make_interval(months => $14)
      )::date
      and r.settled_on <= $15::date
    group by
      r.county,
      r.household
  )
select
  t.county,
  t.household as subject,
  t.rolling as self_paid,
  t.identification as self_paid_identification,
  c.self_paid as self_paid_since_cleared,
  t.inpatient as inpatient_most,
  o.most as chronic_month_most,
  (
    extract(
      year
      from
        age ($16::timestamp, (t.newest)::timestamp)
    ) * 12 + extract(
      month
      from
        age ($17::timestamp, (t.newest)::timestamp)
    )
  )::int as medical_newest_months
from
  total t
  left join outpatient o on o.county = t.county
  and o.household = t.household
  left join since_cleared c on c.county = t.county
  and c.household = t.household;

-- dwelling.ts

-- housingGroup
select
  r.county,
  r.household as subject,
  max(r.grade) as house_grade,
  bool_or(r.state = 'suspected') as house_suspected,
  $1::date - min(r.listed_on) filter (
    where
      r.state = 'suspected'
  ) as house_suspected_days,
  (
    extract(
      year
      from
        age (
          $2::timestamp,
          (
            max(r.listed_on) filter (
              where
                r.grade in ('C', 'D')
            )
          )::timestamp
        )
    ) * 12 + extract(
      month
      from
        age (
          $3::timestamp,
          (
            max(r.listed_on) filter (
              where
                r.grade in ('C', 'D')
            )
          )::timestamp
        )
    )
  )::int as house_listed_months,
  $4::date - min(r.appraised_on) filter (
    where
      r.grade in ('C', 'D')
      and r.state = 'appraised'
  ) as house_unplanned_days
from
  departments.house_public r
where
  r.listed_on <= $5::date
  and (
    r.state <> 'accepted'
    or coalesce(r.accepted_on > $6::date, false)
  )
group by
  r.county,
  r.household;

-- waterGroup
select
  w.county,
  w.subject,
  coalesce(
    (
      select
        sum(upper(d) - lower(d))
      from
        unnest(w.spans) d
    ),
    0
  )::int as water_stop_days,
  coalesce(
    (
      select
        sum(upper(d) - lower(d))
      from
        unnest(
          w.spans * datemultirange (daterange ($1::date, null))
        ) d
    ),
    0
  )::int as water_stop_days_this_year
from
  (
    select
      s.county,
      s.subject,
      range_agg(s.span) as spans
    from
      (
        select
          r.county,
          r.household as subject,
          daterange (
            greatest(r.from_on, $2::date),
            least(coalesce(r.to_on, $3::date), $4::date),
            '[]'
          ) as span
        from
          departments.water_stop_public r
        where
          r.household is not null
          and r.from_on <= $5::date
          and coalesce(r.to_on, $6::date) >= $7::date
        union all
        select
          h.county,
          h.id,
          daterange (
            greatest(r.from_on, $8::date),
            least(coalesce(r.to_on, $9::date), $10::date),
            '[]'
          )
        from
          departments.water_stop_public r
          join households.household_public h on h.county = r.county
          and h.division = r.division
        where
          r.household is null
          and r.group_name is null
          and h.state = 'living'
          and r.from_on <= $11::date
          and coalesce(r.to_on, $12::date) >= $13::date
      ) s
    group by
      s.county,
      s.subject
  ) w;

-- events.ts

-- disasterGroup
select
  r.county,
  r.household as subject,
  (
    extract(
      year
      from
        age ($1::timestamp, (max(r.happened_on))::timestamp)
    ) * 12 + extract(
      month
      from
        age ($2::timestamp, (max(r.happened_on))::timestamp)
    )
  )::int as disaster_months,
  sum(r.loss) as disaster_loss,
  sum(r.relief) as disaster_relief,
  (array['none', 'slight', 'serious', 'collapsed']) [
    max(
      array_position(
        array['none', 'slight', 'serious', 'collapsed'],
        r.house_damage
      )
    )
  ] as house_damage,
  sum(r.loss) filter (
    where
      coalesce(r.relief, 0) = 0
      and r.loss > 0
  ) as unrelieved_loss,
  $3::date - min(r.happened_on) filter (
    where
      coalesce(r.relief, 0) = 0
      and r.loss > 0
  ) as unrelieved_days
from
  departments.disaster_public r
where
  r.happened_on > ($4::date - make_interval(months => $5))::date
  and r.happened_on <= $6::date
group by
  r.county,
  r.household;

-- accidentGroup
select
  r.county,
  r.household as subject,
  (
    extract(
      year
      from
        age ($1::timestamp, (max(r.happened_on))::timestamp)
    ) * 12 + extract(
      month
      from
        age ($2::timestamp, (max(r.happened_on))::timestamp)
    )
  )::int as accident_months,
  count(*) filter (
    where
      r.injury = 'dead'
  ) as accident_deaths,
  count(*) filter (
    where
      r.injury = 'serious'
  ) as accident_serious,
  sum(r.cost) as accident_cost
from
  departments.accident_public r
where
  r.happened_on > ($3::date - make_interval(months => $4))::date
  and r.happened_on <= $5::date
group by
  r.county,
  r.household;

-- money.ts

-- subsidyGroup
select
  r.county,
  r.household as subject,
  sum(r.amount) as subsidy_paid,
  count(distinct r.item_code) as subsidy_items,
  (
    extract(
      year
      from
        age ($1::timestamp, (max(r.paid_on))::timestamp)
    ) * 12 + extract(
      month
      from
        age ($2::timestamp, (max(r.paid_on))::timestamp)
    )
  )::int as subsidy_newest_months
from
  departments.subsidy_payment_public r
where
  r.paid_on > ($3::date - make_interval(months => $4))::date
  and r.paid_on <= $5::date
group by
  r.county,
  r.household;

-- holdingGroup
select
  m.county,
  m.subject,
  count(*) filter (
    where
      r.what = 'vehicle'
  ) as vehicles,
  count(*) filter (
    where
      r.what = 'flat'
  ) as flats,
  count(*) filter (
    where
      r.what = 'business'
  ) as businesses,
  count(distinct r.person) filter (
    where
      r.what = 'payroll'
  ) as payroll_members
from
  (
    select
      r.county,
      r.person,
      'vehicle' as what
    from
      departments.holding_vehicle_public r
    where
      r.kind in ('car', 'van', 'truck')
      and r.is_commercial is not true
      and r.from_on <= $1::date
      and (
        r.to_on is null
        or r.to_on > $2::date
      )
    union all
    select
      r.county,
      r.person,
      'flat'
    from
      departments.holding_property_public r
    where
      r.kind in ('flat', 'shop')
      and coalesce(
        r.how not in ('inherited', 'resettled', 'rebuilt'),
        true
      )
      and r.from_on <= $3::date
      and (
        r.to_on is null
        or r.to_on > $4::date
      )
    union all
    select
      r.county,
      r.person,
      'business'
    from
      departments.holding_business_public r
    where
      r.state = 'open'
      and r.standing in ('legalPerson', 'shareholder', 'operator')
      and r.from_on <= $5::date
      and (
        r.to_on is null
        or r.to_on > $6::date
      )
    union all
    select
      r.county,
      r.person,
      'payroll'
    from
      departments.payroll_public r
    where
      r.kind in ('civil', 'institution', 'retired')
      and r.from_on <= $7::date
      and (
        r.to_on is null
        or r.to_on > $8::date
      )
  ) r
  join (
    select
      *
    from
      pg_temp.household_member
  ) m on m.county = r.county
  and m.person = r.person
group by
  m.county,
  m.subject;

-- moveGroup
select
  d.county,
  d.subject,
  count(*) filter (
    where
      d.kind in ('death', 'cancelled')
  ) as deaths_pending,
  count(*) filter (
    where
      d.kind = 'out'
  ) as departures_pending
from
  (
    select distinct
      on (r.county, r.person) r.county,
      p.household as subject,
      r.kind
    from
      households.person_public p
      join departments.household_move_public r on r.county = p.county
      and r.person = p.id
    where
      p.state = 'living'
      and p.household is not null
      and r.happened_on <= $1::date
    order by
      r.county,
      r.person,
      r.happened_on desc,
      r.kind
  ) d
where
  d.kind in ('death', 'cancelled', 'out')
group by
  d.county,
  d.subject;

-- measures.ts

-- measureGroup
select
  h.county,
  h.id as subject,
  count(r.id) as measures,
  count(r.id) filter (
    where
      r.category = any ($1::text[])
  ) as development_measures,
  count(r.id) filter (
    where
      r.category = 'M08'
  ) as backstop_measures,
  coalesce(bool_or(r.category = any ($2::text[])), false) as has_health_measure,
  coalesce(bool_or(r.category = any ($3::text[])), false) as has_school_measure,
  coalesce(bool_or(r.category = any ($4::text[])), false) as has_house_measure,
  coalesce(bool_or(r.category = any ($5::text[])), false) as has_water_measure,
  coalesce(bool_or(r.category = any ($6::text[])), false) as has_backstop_measure
from
  households.household_public h
  join pg_temp.household_town t on t.county = h.county
  and t.town = h.division / 1000
  and t.measures
  left join monitoring.measure_public r on r.county = h.county
  and r.household = h.id
  and r.state <> 'dropped'
  and r.from_on <= $7::date
  and (
    r.from_on >= h.identified_month
    or r.to_on is null
    or r.to_on >= h.identified_month
  )
where
  h.monitored is not null
  and h.cleared_month is null
group by
  h.county,
  h.id;
