-- city_contacts: how each city can be reached, as far as it consents
-- grain: one row a city
-- made: table
-- published: 63
-- city: city's id
-- languages: working languages, BCP 47 tags separated by |, as in languages
-- time_zone: name in the IANA database, such as Africa/Nairobi, or an offset, such as UTC+03:00
-- contact_consent: public, secretariat (messages go through the network's secretariat) or none
-- contact_name: who can be asked; empty unless the city consents to its publication, as are role and e-mail
-- contact_role: the person's role or office
-- contact_email: e-mail address
select
    contacts.city,
    contacts.languages,
    contacts.time_zone,
    contacts.contact_consent,
    case when contacts.contact_consent = 'public' then contacts.contact_name end as contact_name,
    case when contacts.contact_consent = 'public' then contacts.contact_role end as contact_role,
    case when contacts.contact_consent = 'public' then contacts.contact_email end as contact_email
from contacts
inner join stg_public_cities on contacts.city = stg_public_cities.city
where contacts.consent = 'public'
order by contacts.city
