-- check_city_contacts: contacts that are published without the city's consent, or more than once
-- grain: one row a fault
-- made: table
-- severity: error
-- sentence: A city's contact is published once, with name, role and e-mail only where both its values and its contact are public.
-- city: city's id
-- rows_of_city: rows of the city
select
    city_contacts.city,
    count(*) as rows_of_city
from city_contacts
left join contacts on city_contacts.city = contacts.city
group by city_contacts.city
having
    count(*) > 1
    or bool_or(coalesce(contacts.consent, 'private') <> 'public')
    or bool_or(
        coalesce(contacts.contact_consent, 'none') <> 'public'
        and coalesce(city_contacts.contact_name, city_contacts.contact_role, city_contacts.contact_email) is not null
    )
order by city_contacts.city
